from collections.abc import Callable

from feedback_api.publish.named_by_all import named_by_all
from feedback_api.terms.codebook import Sentiment, SourceGroup, Theme
from feedback_api.terms.release import Cell, Release, Table

Make = Callable[..., Release]
TOTALS = dict.fromkeys(SourceGroup, 1000.0)
SHOWN = {
    (Theme.TREATMENT, Sentiment.POSITIVE): (40.0, 90.0, 20.0),
    (Theme.INTERPRETING, Sentiment.POSITIVE): (30.0, 60.0, 25.0),
    (Theme.DIGITAL, Sentiment.POSITIVE): (30.0, None, 25.0),
    (Theme.WAITING_TIME, Sentiment.NEGATIVE): (50.0, 200.0, 99.0),
    (Theme.POLICY, Sentiment.MIXED): (50.0, 200.0, 99.0),
}


def with_tone(frozen: Make) -> Release:
    cells = tuple(
        Cell({"theme": t.value, "source_group": g.value, "sentiment": s.value}, v, v and v - 3, v and v + 3)
        for t in Theme
        for s in Sentiment
        for g, v in zip(SourceGroup, SHOWN.get((t, s), (None, None, None)), strict=True)
    )
    table = Table("theme-by-group-by-sentiment", ("theme", "source_group", "sentiment"), 1.0, 1.4, cells)
    return frozen({g: {} for g in SourceGroup}, TOTALS, tables=(table,))


def test_good_beside_to_improve_and_only_what_every_group_shows(frozen: Make) -> None:
    named = named_by_all(with_tone(frozen))

    assert named is not None
    assert [each.theme for each in named.good] == [Theme.INTERPRETING, Theme.TREATMENT]
    assert [each.theme for each in named.improve] == [Theme.WAITING_TIME]
    assert [cell.estimate for cell in named.improve[0].votes.values()] == [50.0, 200.0, 99.0]


def test_a_release_without_tone_has_no_answer(frozen: Make) -> None:
    assert named_by_all(frozen({g: {} for g in SourceGroup}, TOTALS)) is None
