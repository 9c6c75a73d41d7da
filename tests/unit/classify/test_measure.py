"""The figures, worked out by hand on a set small enough to check."""

import pytest

from feedback_api.classify.measure import Judged, intervals, measure, share_error

SMALL = [
    Judged("nl", {"a", "b"}, {"a"}, "negative", "negative"),
    Judged("nl", {"b"}, {"b", "c"}, "positive", "negative"),
    Judged("fa", {"a"}, {"b"}, "positive", "positive"),
]


def test_micro_pools_hits_over_themes() -> None:
    # hits a, b; given 4 codes, wanted 4 codes
    figures = measure(SMALL)
    assert (figures.precision, figures.recall, figures.micro_f1) == (0.5, 0.5, 0.5)


def test_macro_averages_the_themes_of_the_gold_set() -> None:
    # a: 1 hit of 1 given and 2 wanted, 2/3; b: 1 hit of 2 and 2, 1/2; c is not in gold
    figures = measure(SMALL)
    assert figures.by_theme == pytest.approx({"a": 2 / 3, "b": 1 / 2})
    assert figures.macro_f1 == pytest.approx(7 / 12)


def test_by_language() -> None:
    assert measure(SMALL).by_language == pytest.approx({"nl": 2 / 3, "fa": 0.0})


def test_share_error_is_half_the_distance_of_shares() -> None:
    # gold a 2/4, b 2/4; got a 1/4, b 2/4, c 1/4
    assert measure(SMALL).share_error == pytest.approx(0.25)
    assert share_error([({"a"}, {"b"})]) == 1.0
    assert share_error([({"a", "b"}, {"b", "a"})]) == 0.0


def test_tones() -> None:
    # negative: 1 hit of 2 and 1, 2/3; positive: 1 hit of 1 and 2, 2/3
    figures = measure(SMALL)
    assert figures.sentiment_accuracy == pytest.approx(2 / 3)
    assert figures.sentiment_macro_f1 == pytest.approx(2 / 3)
    assert figures.polar_f1 == pytest.approx(2 / 3)


def test_without_tones_there_are_no_tone_figures() -> None:
    figures = measure([Judged("nl", {"a"}, {"a"})])
    assert figures.micro_f1 == 1.0
    assert figures.sentiment_accuracy is None


def test_nothing_to_measure_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"):
        measure([])


def test_an_interval_holds_the_figure_and_is_the_same_each_time():
    judged = [Judged("nl", {"digital"}, {"digital" if i % 3 else "safety"}) for i in range(30)]
    first = intervals(judged, ("micro_f1", "polar_f1"), draws=50)
    assert set(first) == {"micro_f1"}
    low, high = first["micro_f1"]
    assert low < measure(judged).micro_f1 < high
    assert intervals(judged, ("micro_f1",), draws=50)["micro_f1"] == (low, high)
