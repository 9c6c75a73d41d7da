import json

import pytest

from feedback_api.assemble import codebooks
from feedback_api.terms import codebook
from feedback_api.terms.codebook import Codebook

BOOK = Codebook.from_document(json.loads(codebooks().newest.document))


@pytest.mark.parametrize(
    ("listed", "codes"),
    [
        (codebook.Theme, BOOK.themes),
        (codebook.Step, BOOK.steps),
        (codebook.SourceGroup, BOOK.source_groups),
        (codebook.PartnerType, BOOK.partner_types),
        (codebook.Rating, BOOK.ratings),
    ],
)
def test_the_document_and_the_code_hold_the_same_closed_lists(listed, codes):
    assert [code.id for code in codes] == [item.value for item in listed]


def test_every_code_has_a_dutch_and_an_english_label():
    for codes in (BOOK.themes, BOOK.steps, BOOK.source_groups, BOOK.partner_types, BOOK.ratings):
        assert all(code.label["nl"] and code.label["en"] for code in codes)


def test_labels_are_found_by_id_and_fall_back_to_dutch():
    assert BOOK.label("digital", "en") == "Website and digital services"
    assert BOOK.label("digital", "ti") == BOOK.label("digital", "nl")


def test_there_are_24_themes_and_a_residual():
    assert len(codebook.Theme) == 25
