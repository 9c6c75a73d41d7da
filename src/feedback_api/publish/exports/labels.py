"""What dimensions and codes are called in a file: the codebook's words, or ours where it has none."""

from collections.abc import Mapping

from feedback_api.terms.codebook import Codebook

LANGUAGES = ("nl", "en")
"""Languages that the codebook speaks, in the order of a file's columns."""

_Name = Mapping[str, str]

_DIMENSIONS: Mapping[str, _Name] = {
    "theme": {"nl": "Thema", "en": "Theme"},
    "step": {"nl": "Stap", "en": "Step"},
    "source_group": {"nl": "Groep", "en": "Group"},
    "partner_type": {"nl": "Soort ketenpartner", "en": "Kind of chain partner"},
    "rating": {"nl": "Oordeel", "en": "Rating"},
    "sentiment": {"nl": "Toon", "en": "Tone"},
}
_LISTS = {
    "theme": "themes",
    "step": "steps",
    "source_group": "source_groups",
    "partner_type": "partner_types",
    "rating": "ratings",
}
_NOT_LISTED: Mapping[str, Mapping[str, _Name]] = {
    "rating": {"not_given": {"nl": "Niet gegeven", "en": "Not given"}},
    "sentiment": {
        "negative": {"nl": "Negatief", "en": "Negative"},
        "neutral": {"nl": "Neutraal", "en": "Neutral"},
        "positive": {"nl": "Positief", "en": "Positive"},
        "mixed": {"nl": "Gemengd", "en": "Mixed"},
    },
}
_NO_NAME: _Name = {}


class Labels:
    """Labels of one codebook; a code is looked up in its own list, as two lists may use one id."""

    def __init__(self, codebook: Codebook) -> None:
        self._codes: dict[str, dict[str, _Name]] = {
            dimension: {code.id: code.label for code in getattr(codebook, name)}
            for dimension, name in _LISTS.items()
        }

    def code(self, dimension: str, code: str, language: str) -> str:
        """Label of a code; the code itself where nothing has a name for it."""
        listed = self._codes.get(dimension, {}).get(code)
        return (listed or _NOT_LISTED.get(dimension, {}).get(code, _NO_NAME)).get(language, code)

    def dimension(self, dimension: str, language: str) -> str:
        """Label of a dimension."""
        return _DIMENSIONS.get(dimension, _NO_NAME).get(language, dimension)
