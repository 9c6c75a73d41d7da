from feedback_api.deidentify.labels import WRITTEN_TAG, label
from feedback_api.terms.text import Tag


def test_every_kind_has_a_tag_that_is_recognised_again() -> None:
    for language in ("nl", "en"):
        for tag in Tag:
            assert WRITTEN_TAG.fullmatch(label(tag, language))


def test_other_brackets_are_no_tags() -> None:
    assert WRITTEN_TAG.search("[jan] [ naam ]") is None
