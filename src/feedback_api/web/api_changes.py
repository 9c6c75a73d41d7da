"""What changed in the API, version by version; its versions are semantic and newest first."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangedIn:
    """One version of the API and what it brought, for those who build on it."""

    version: str
    changes: Sequence[str]


CHANGES = (
    ChangedIn(
        "1.0.0",
        (
            "First version: items, batches and previews in; themes, ratings, trends, shared picture, "
            "releases and their tables, seals, keys, ledger, policy and codebook out; paraphrases "
            "and actions out, drafts of actions in; webhooks.",
            "Query parameters that an operation does not know are refused with 400.",
            "Members of the codebook are named in camelCase.",
        ),
    ),
)
