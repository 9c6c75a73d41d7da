import pytest
from tests.unit.publish.charts.drawn import is_safe, of_class, paper, read, texts, whiskers

from feedback_api.publish.charts.fills import FILLS
from feedback_api.publish.charts.stacks import RATINGS, TONES, ratings_chart, tones_chart
from feedback_api.publish.ratings import RatingRow, StepRatings
from feedback_api.publish.shares import Share
from feedback_api.publish.tones import ThemeTones, Tone
from feedback_api.terms.codebook import Sentiment, Step, Theme
from feedback_api.terms.release import Cell

VOTES = Cell({}, 100, 90, 110)
SHARES = {"good": Share(0.5, 0.4, 0.6), "mixed": Share(0.1, 0.05, 0.15), "bad": Share(0.2, 0.1, 0.3)}


def step(shares: dict[str, Share], of: Step = Step.INTERVIEW) -> StepRatings:
    return StepRatings(of, VOTES, tuple(RatingRow(kind, VOTES, shares.get(kind)) for kind in RATINGS))


def along(share: float, wide: bool) -> float:
    start, end = (250, 838) if wide else (2, 298)
    return start + share * (end - start)


@pytest.mark.parametrize("wide", [True, False])
def test_parts_lie_end_to_end_with_an_interval_each(wide) -> None:
    svg = read(ratings_chart([step(SHARES)], paper(wide=wide)))
    row_parts = [p for p in of_class(svg, "chart-part") if float(p.get("height")) == 14]

    widths = [float(part.get("width")) for part in row_parts]
    assert widths == pytest.approx(
        [s.estimate * (along(1, wide) - along(0, wide)) for s in SHARES.values()], abs=0.1
    )
    expected, start = [], 0.0
    for kind, share in SHARES.items():
        expected.append((FILLS[kind].hue, along(start + share.low, wide), along(start + share.high, wide)))
        start += share.estimate
    drawn = [found for found in whiskers(svg) if found[0] != "currentColor"]
    for found, meant in zip(drawn, expected, strict=True):
        assert found[0] == meant[0]
        assert found[1:] == pytest.approx(meant[1:], abs=0.1)


def test_what_is_too_few_is_left_open_and_not_told() -> None:
    hidden, whole = read(ratings_chart([step(SHARES)], paper())), dict(SHARES, not_given=Share(0.1, 0, 0.2))
    shown = read(ratings_chart([step(whole)], paper()))

    # One is in the legend.
    assert (len(of_class(hidden, "chart-rest")), len(of_class(shown, "chart-rest"))) == (2, 1)


def test_shares_that_noise_makes_too_large_fit_on_the_paper() -> None:
    svg = read(ratings_chart([step({"good": Share(0.9, 0.5, 1), "bad": Share(0.8, 0.3, 1)})], paper()))

    assert max(high for _, _, high in whiskers(svg)) <= 298.1


def test_a_step_without_any_part_is_named_below() -> None:
    written = texts(read(ratings_chart([step(SHARES), step({}, Step.RETURN)], paper())))
    assert written[written.index("chart.too-few 1") + 1] == "step.return"
    assert "chart.too-few 1" in texts(read(ratings_chart([step({})], paper())))


def test_tones_are_told_in_their_order() -> None:
    tones = tuple(Tone(Sentiment(kind), VOTES, Share(0.25, 0.2, 0.3)) for kind in TONES)
    chart = tones_chart([ThemeTones(Theme.DIGITAL, VOTES, tones)], paper())
    hues = [hue for hue, _, _ in whiskers(read(chart)) if hue != "currentColor"]

    assert hues == [FILLS[kind].hue for kind in TONES]
    assert is_safe(chart)


def test_each_part_has_a_grain_of_its_own() -> None:
    for kinds in (RATINGS, TONES):
        assert len({FILLS[kind].grain for kind in kinds}) == len(kinds)
