"""Whatever takes a word out can say why."""

import re
from pathlib import Path

import feedback_api.deidentify as room
from feedback_api.deidentify.languages.pack import PACK_LANGUAGES, read_pack
from feedback_api.deidentify.reasons import KNOWN_FINDERS, reason_of, step_of
from feedback_api.terms.text import Span, Tag

FOUND_BY = re.compile(r"(?:(?<!label\()Tag\.[A-Z_]+|tag|kind|\]), \"([a-z][a-z_ ]+)\"\)")


def test_every_finder_in_the_code_has_a_reason():
    sources = Path(room.__file__).parent.rglob("*.py")
    finders = {name for source in sources for name in FOUND_BY.findall(source.read_text(encoding="utf-8"))}
    assert len(finders) > 25
    assert finders <= KNOWN_FINDERS


def test_every_kind_of_pattern_in_a_pack_has_a_reason():
    packs = [read_pack(language) for language in PACK_LANGUAGES]
    tags = {tag.value for pack in packs for tag, _ in (*pack.patterns, *pack.capital_patterns)}
    assert tags
    assert tags <= KNOWN_FINDERS


def test_recognisers_are_one_step_and_the_others_are_steps_of_their_own():
    assert step_of(Span(0, 1, Tag.PHONE, "phone")) == "recognise"
    assert step_of(Span(0, 1, Tag.PERSON, "sweep")) == "sweep"
    assert "elsewhere" in reason_of(Span(0, 1, Tag.PERSON, "sweep"))
