from typing import Any

import pytest

from feedback_api.deidentify.measure import align, measure, split


def record(text: str, found: str, label: str, keep: list[str] | None = None) -> dict[str, Any]:
    start = text.index(found)
    span = {"start": start, "end": start + len(found), "label": label, "text": found}
    return {"id": "1", "lang": "nl", "text": text, "spans": [span], "optional": [], "keep": keep or []}


@pytest.mark.parametrize(
    ("text", "found", "label", "redacted", "leaks"),
    [
        ("Mevrouw de Vries belt", "de Vries", "PERSON", "Mevrouw [naam] belt", False),
        ("Mevrouw de Vries belt", "de Vries", "PERSON", "Mevrouw de [naam] belt", False),
        ("Mevrouw de Vries belt", "de Vries", "PERSON", "Mevrouw [naam] Vries belt", True),
        ("bel Vries", "Vries", "PERSON", "bel [naam]devries", True),
        ("m o h a m m e d belt", "m o h a m m e d", "PERSON", "m o h a [naam] belt", True),
        ("m o h a m m e d belt", "m o h a m m e d", "PERSON", "m o [naam] belt", False),
        ("bel 06 12345678", "06 12345678", "PHONE", "bel 06 [nummer]", False),
        ("bel 06 1234 5678", "06 1234 5678", "PHONE", "bel 06 1234 [nummer]", True),
        ("op 12 maart 2024", "12 maart 2024", "DATE", "op [datum] maart 2024", False),
        ("op 12 maart 2024", "12 maart 2024", "DATE", "op 12 [datum]", True),
        ("ik ben 19 jaar", "19 jaar", "AGE", "ik ben [leeftijd]", False),
        ("ik ben 19 jaar", "19 jaar", "AGE", "ik ben 19 jaar", True),
        ("zij is negen", "negen", "AGE", "zij is negen", True),
    ],
)
def test_what_counts_as_a_leak(text: str, found: str, label: str, redacted: str, leaks: bool) -> None:
    assert measure([record(text, found, label)], {"1": redacted})["all"].hard_leaks == leaks


def test_clauses_count_apart() -> None:
    gold = [record("ik ben de enige imker van Ommen", "de enige imker van Ommen", "JOB")]
    score = measure(gold, {"1": "ik ben de enige imker [plaats]"})["nl"]
    assert (score.hard, score.soft, score.soft_leaks) == (0, 1, 1)
    assert measure(gold, {"1": "ik ben [functie]"})["nl"].soft_leak_rate == 0


def test_over_redaction_and_keep_survival() -> None:
    gold = [record("Anna wacht al lang", "Anna", "PERSON", ["wacht al", "lang"])]
    score = measure(gold, {"1": "[naam] wacht al [woord]"})["nl"]
    assert score.over_redaction == pytest.approx(1 / 3)
    assert score.keep_survival == 0.5


def test_a_missing_message_counts_as_untouched_and_nothing_at_all_as_zero() -> None:
    assert measure([record("Anna wacht", "Anna", "PERSON")], {})["all"].leak_rate == 1
    assert measure([], {})["all"].leak_rate == 0


def test_words_keep_an_apostrophe_inside() -> None:
    assert [w.text for w in split("foto's 'x' a1")] == ["foto's", "x", "a1"]
    assert [w.survives for w in align("a b c", "a c")] == [True, False, True]
