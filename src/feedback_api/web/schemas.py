"""Bodies on the wire, camelCase, mapped by hand to the terms of the house."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic.json_schema import SkipJsonSchema

from feedback_api.terms.codebook import Dependency, PartnerType, Rating, SourceGroup, Step, Theme


class Wire(BaseModel):
    """Base of all bodies: camelCase names, unknown fields refused, input never in an error's text."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        extra="forbid",
        populate_by_name=True,
        hide_input_in_errors=True,
        strict=False,
    )


Words = Annotated[
    str | None,
    Field(
        default=None,
        description="Free text, at most 2,000 characters; identifiers are removed in memory.",
        # Documented, not checked here: the house measures words once they are cleaned.
        json_schema_extra={"minLength": 1, "maxLength": 2000},
    ),
]


class FeedbackItem(Wire):
    """One message of one respondent. At least one of `good` and `improve` is needed."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": [name], "properties": {name: {"type": "string"}}} for name in ("good", "improve")
            ],
            "examples": [
                {
                    "improve": "The letter was hard to read. Call me on 06-12345678.",
                    "step": "decision",
                    "rating": "mixed",
                    "language": "en",
                    "dependency": "none",
                }
            ],
        }
    )

    good: Words = None
    improve: Words = None
    step: Step
    rating: Rating | None = None
    language: Annotated[
        str | None, Field(default=None, max_length=35, description="BCP 47 tag; a hint, never stored.")
    ] = None
    dependency: Annotated[
        Dependency, Field(description="Does the respondent, or their family, wait for a decision?")
    ] = Dependency.NONE
    source_group: Annotated[
        SourceGroup | None, Field(default=None, description="Fixed by the client's registration.")
    ] = None
    partner_type: Annotated[
        PartnerType | None, Field(default=None, description="Fixed by the client's registration.")
    ] = None


class Stored(Wire):
    """What was kept. No text, id or receipt: nothing can be fetched or withdrawn later (P6)."""

    status: str = "stored"
    period: str
    redactions: dict[str, int]
    text_kept: bool
    help: list[str] | None


class PreviewAnswer(Wire):
    """What would be kept; nothing was stored."""

    good: str | None
    improve: str | None
    themes: list[Theme]
    redactions: dict[str, int]
    text_kept: bool
    help: list[str] | None


class FieldFault(BaseModel):
    """One field that cannot be used: where it is, and a code of a closed list; never its value."""

    pointer: Annotated[
        str, Field(description="JSON pointer into the body, or `#query/name`, `#path/name`, `#header/name`.")
    ]
    code: Annotated[str, Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", description="From a closed list.")]


class ProblemBody(BaseModel):
    """A problem document (RFC 9457): what is wrong and what to do, never what was sent."""

    type: Annotated[
        str, Field(pattern="^/problems/[a-z-]+$", description="Address of a page about this kind of problem.")
    ]
    status: Annotated[int, Field(ge=400, le=599)]
    title: str
    detail: str
    errors: Annotated[
        list[FieldFault] | SkipJsonSchema[None],
        Field(default=None, description="Every field that cannot be used, at once."),
    ]
    scope: Annotated[
        str | SkipJsonSchema[None], Field(default=None, description="The scope that a token lacks.")
    ]
    available: Annotated[
        list[str] | SkipJsonSchema[None], Field(default=None, description="The tables that exist.")
    ]
