import json
import math
from itertools import pairwise, product
from pathlib import Path

import pytest

from feedback_api.deidentify.engine import Deidentifier, Lexicons
from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.measure import measure
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.tagger import Tagger, clues_of, mask_tagged_names, read_tagger, to_lines
from feedback_api.terms.text import RawText

DEV = Path(__file__).parents[2] / "data" / "deidentify"
TAGGED = ("fa",)


def by_counting(tagger: Tagger, clues: list[list[str]]) -> list[float]:
    """Chances from every sequence of labels, one by one."""
    weight = {}
    for labels in product((0, 1), repeat=len(clues)):
        score = sum(
            tagger.weights.get(c, 0) / 100 for one, y in zip(clues, labels, strict=True) if y for c in one
        )
        moves = [math.log(tagger.moves[2 * a + b]) for a, b in pairwise(labels)]
        weight[labels] = math.exp(score + sum(moves))
    whole = sum(weight.values())
    return [sum(w for labels, w in weight.items() if labels[i]) / whole for i in range(len(clues))]


@pytest.mark.parametrize("words", ["a b a c", "c c", "b", "a a a b b c a"])
def test_chances_are_those_of_all_labellings(words: str) -> None:
    tagger = Tagger({"a": 130, "b": -210, "c": 15}, (1.4, 0.3, 0.8, 2.5), 0.5)
    clues = [[word] for word in words.split()]
    assert tagger.chances(clues) == pytest.approx(by_counting(tagger, clues))


def test_nothing_to_tag(lexicons: dict[str, Lexicon]) -> None:
    assert Tagger({}, (1, 1, 1, 1), 0.5).chances([]) == []
    assert read_tagger("nl") is None
    assert list(mask_tagged_names(read("Roos komt", lexicons["nl"]), ())) == []


def test_units_are_words_tags_and_stops(lexicons: dict[str, Lexicon]) -> None:
    (units,) = to_lines(read("[name] belt [number]. Ja", lexicons["nl"]))
    assert [u.form for u in units] == ["<name>", "belt", "<tag>", "<stop>", "ja"]
    assert [u.index for u in units] == [None, 0, None, None, 1]


def test_a_unit_shows_its_form_its_lists_and_its_neighbours(lexicons: dict[str, Lexicon]) -> None:
    first, second = clues_of(next(iter(to_lines(read("roos belt", lexicons["nl"])))))
    assert {"w=roos", "+w=belt", "-w=<edge>", "b=ro", "e=os"} <= set(first)
    assert {"w=belt", "-w=roos", "++w=<edge>"} <= set(second)


@pytest.mark.parametrize("language", TAGGED)
def test_a_tagger_lowers_what_leaks_and_takes_little_else(language: str) -> None:
    rows = [json.loads(line) for line in (DEV / "dev-eastern.jsonl").read_text(encoding="utf-8").splitlines()]
    gold, lexicons = [row for row in rows if row["lang"] == language], Lexicons()
    with_it, without = (
        measure(
            gold,
            {r["id"]: engine.deidentify(RawText(r["text"]), language).text for r in gold},
        )["all"]
        for engine in (
            Deidentifier(lexicons, frozenset()),
            Deidentifier(lexicons, frozenset(), frozenset(["tagger"])),
        )
    )
    assert with_it.person_leaks <= without.person_leaks
    assert with_it.over_redaction <= without.over_redaction + 0.02


@pytest.mark.parametrize("language", TAGGED)
def test_models_are_small_and_plain(language: str) -> None:
    tagger = read_tagger(language)
    assert tagger is not None
    assert 1_000 < len(tagger.weights) < 60_000
    assert 0.5 <= tagger.least_chance <= 1
