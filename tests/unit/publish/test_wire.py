from feedback_api.publish.query import ThemePage, ThemeRow
from feedback_api.publish.shares import Share
from feedback_api.publish.wire import themes_answer, votes
from feedback_api.terms.codebook import Code, Codebook, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Cell, Policy, Release, Table

TABLE = Table("theme-by-group", ("theme", "source_group"), 1.0, 1.4126, ())
RELEASE = Release(ReportingPeriod(2026, 3), 1, Policy(), (TABLE,), None, "sha256:00")
CODEBOOK = Codebook(
    version=1,
    themes=(Code("decision_letter", {"nl": "Brieven", "en": "Letters"}),),
    steps=(),
    source_groups=(),
    partner_types=(),
    ratings=(),
)


def test_the_shape_is_that_of_the_conventions() -> None:
    shown = ThemeRow(Theme.DECISION_LETTER, Cell({}, 271 / 6, 42.1, 48.3), Share(0.3071, 0.2612, 0.3588))
    hidden = ThemeRow(Theme.DIGITAL, Cell({}, None), None)

    assert themes_answer(ThemePage(TABLE, (shown, hidden)), RELEASE, CODEBOOK) == {
        "items": [
            {
                "themeId": "decision_letter",
                "label": {"nl": "Brieven", "en": "Letters"},
                "votes": {"estimate": 45.2, "low": 42.1, "high": 48.3},
                "share": {"estimate": 0.307, "low": 0.261, "high": 0.359},
            },
            {"themeId": "digital", "label": {}, "votes": "too-few"},
        ],
        "release": {
            "id": "2026-Q3",
            "periods": ["2026-Q3"],
            "digest": "sha256:00",
            "signature": None,
            "mechanism": "discrete-laplace",
            "epsilon": 1.0,
            "privacyUnit": "member-period",
            "threshold": 10.0,
            "sigma": 1.41,
            "table": "theme-by-group",
        },
    }


def test_intervals_are_rounded_outwards() -> None:
    assert votes(Cell({}, 20.0, 17.19, 22.81)) == {"estimate": 20.0, "low": 17.1, "high": 22.9}
    assert votes(Cell({}, 20.0, 17.1, 22.9)) == {"estimate": 20.0, "low": 17.1, "high": 22.9}


def test_a_sum_of_shown_cells_says_so() -> None:
    assert votes(Cell({}, 20.0, 17.0, 33.0, at_least=True)) == {
        "estimate": 20.0,
        "low": 17.0,
        "high": 33.0,
        "atLeast": True,
    }
