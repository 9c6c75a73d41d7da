"""Words and pieces of words, without the tags that masking leaves."""

import numpy as np

from feedback_api.classify.ngrams import BUCKETS, ngrams, plain, words


def test_tags_and_spaces_go() -> None:
    assert plain("  [medewerker] sprak\n\n met [nummer]  mij ") == "sprak met mij"


def test_compatibility_forms_are_one() -> None:
    assert words("ﬁets ２０２４") == ["fiets", "2024"]


def test_words_of_other_scripts_are_words() -> None:
    assert len(words("ተርጓሚ ጽቡቕ ነይሩ")) == 3
    assert len(words("وەرگێڕەکە باش بوو")) == 3


def test_no_words_give_no_pieces() -> None:
    places, weights = ngrams("[naam] ... !")
    assert len(places) == len(weights) == 0


def test_places_are_inside_the_table_and_case_does_not_matter() -> None:
    places, weights = ngrams("De Tolk")
    again, _ = ngrams("de tolk")
    assert ((places >= 0) & (places < BUCKETS)).all()
    assert np.array_equal(np.sort(places), np.sort(again))
    assert (weights > 0).all()
