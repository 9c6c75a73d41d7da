import gzip
from importlib.resources import files

import pytest

from feedback_api.deidentify.lexicon import Lexicon


@pytest.mark.parametrize(
    "word", ["wachten", "gehoorplanning", "beslissing", "ind", "prosedure", "foto's", "hoorzittingen"]
)
def test_words_of_the_service_are_known(lexicons: dict[str, Lexicon], word: str) -> None:
    assert lexicons["nl"].is_known(word)


@pytest.mark.parametrize("word", ["ahmed", "tesfalem", "hardenberg", "jansen", "mehmet", "olena", "xqzzy"])
def test_names_are_not(lexicons: dict[str, Lexicon], word: str) -> None:
    assert not lexicons["nl"].is_known(word)
    assert not lexicons["en"].is_known(word)


def test_words_that_are_names_too(lexicons: dict[str, Lexicon]) -> None:
    assert lexicons["nl"].is_name_too("roos")
    assert not lexicons["nl"].is_name_too("wachten")
    assert not lexicons["nl"].may_have_capital("roos")
    assert lexicons["nl"].may_have_capital("ind")
    assert not lexicons["en"].may_have_capital("brown")


@pytest.mark.parametrize("name", ["nl", "en", "names"])
def test_each_list_is_small_and_has_a_card(name: str) -> None:
    lists = files("feedback_api.deidentify") / "wordlists"
    packed = (lists / f"{name}.txt.gz").read_bytes()
    assert len(packed) < 1_000_000
    rows = gzip.decompress(packed).decode().splitlines()
    assert rows == sorted(rows)
    card = (lists / f"{name}.md").read_text(encoding="utf-8")
    assert all(part in card for part in ("Source", "Licence", "How made", "Rebuild"))


@pytest.mark.parametrize("name", ["domain_nl", "domain_en", "mostly_names", "names_by_hand"])
def test_each_hand_written_list_has_a_card(name: str) -> None:
    assert (files("feedback_api.deidentify") / "wordlists" / f"{name}.md").is_file()


def test_hand_written_names_count_without_a_rebuild(lexicons: dict[str, Lexicon]) -> None:
    assert lexicons["en"].is_given_name("sunny")
    assert not lexicons["en"].is_known("mo")
