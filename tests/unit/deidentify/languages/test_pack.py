"""A language's file: what is refused when it is read, so that no mistake in it masks less without a word."""

import pytest

from feedback_api.deidentify.languages.pack import BadPack, to_pack

REFUSED = [
    ({"pattern": {}}, "unknown entry"),
    ({"words": {"cousins": "neef"}}, "unknown entry"),
    ({"patterns": {"shoe": [r"maat \d\d"]}}, "unknown kind"),
    ({"patterns": {"age": [r"(?<!\w)<cousins>"]}}, "unknown word set"),
    ({"patterns": {"age": ["ik ben ("]}}, "does not compile"),
    ({"patterns": {"age": [r"Ik ben \d\d"]}}, "capital"),
    ({"phrases": {"name_before": ["Mijn naam is"]}}, "capital"),
]


@pytest.mark.parametrize(("given", "said"), REFUSED)
def test_a_mistake_in_a_language_file_is_refused(given, said):
    with pytest.raises(BadPack, match=said):
        to_pack("xx", given)


def test_capitals_of_the_syntax_and_patterns_about_capitals_are_taken():
    to_pack("xx", {"patterns": {"age": [r"\S \W(?P<hit>\d\d)"]}, "capital_patterns": {"person": ["[A-Z]yx"]}})
