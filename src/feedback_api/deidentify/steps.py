"""The named steps of the engine, in order; each can be left out to see what it buys."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from feedback_api.deidentify.acting import mask_acting_names
from feedback_api.deidentify.capitals import deny_capitals
from feedback_api.deidentify.context import mask_names_in_context
from feedback_api.deidentify.keep_list import deny_unknown
from feedback_api.deidentify.languages import recognise as with_pack
from feedback_api.deidentify.languages.honorifics import mask_names_and_honorifics
from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.recognisers import CLAUSES, CUES, FORMATS, recognise
from feedback_api.deidentify.sweep import sweep
from feedback_api.deidentify.tagger import mask_tagged_names
from feedback_api.terms.text import Span

NORMALISE = "normalise"
"""Reading any way of typing as one comes before all steps; it can be left out by this name."""


class Step(NamedTuple):
    """One step: from a reading and what earlier steps found to more spans."""

    name: str
    run: Callable[[Reading, Sequence[Span]], Iterable[Span]]


DUTCH_ENGLISH: tuple[Step, ...] = (
    Step("formats", partial(recognise, recognisers=FORMATS)),
    Step("cues", partial(recognise, recognisers=CUES)),
    Step("clauses", partial(recognise, recognisers=CLAUSES)),
    Step("keep list", deny_unknown),
    Step("capitals", deny_capitals),
    Step("context", mask_names_in_context),
    Step("acting", mask_acting_names),
    Step("sweep", sweep),
)

WITH_PACK: tuple[Step, ...] = (
    Step("formats", with_pack.recognise_formats),
    Step("cues", with_pack.recognise_cues),
    Step("clauses", with_pack.recognise_clauses),
    Step("keep list", deny_unknown),
    Step("capitals", deny_capitals),
    Step("context", mask_names_and_honorifics),
    Step("tagger", mask_tagged_names),
    Step("sweep", sweep),
)

STEP_NAMES = (NORMALISE, *dict.fromkeys(step.name for step in (*DUTCH_ENGLISH, *WITH_PACK)))


def steps_for(lexicon: Lexicon) -> tuple[Step, ...]:
    """The steps of a language, by whether it has a pack."""
    return WITH_PACK if isinstance(lexicon, PackLexicon) else DUTCH_ENGLISH
