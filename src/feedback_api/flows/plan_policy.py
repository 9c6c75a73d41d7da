"""Plan: what each period length and epsilon would publish, as a page that people choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback_api.release.planner import QUARTERS, WORTH_ERROR, WORTH_SHOWN, Outlook, outlooks, recommended
from feedback_api.terms.codebook import SourceGroup

COLUMNS = (
    "Period",
    "ε",
    "I",
    "Tables",
    "σ",
    "Shown",
    "Median error",
    "ε a year",
)
"""Headings of the page."""

_ASSUMED = (
    "Assumed: groups write as they have members; 25 themes are as frequent as 1, 1/2, 1/3, …; whoever may "
    "send {tokens} a quarter. Shown are numbers of theme by group, on average: sounding board + partners + "
    "staff. Of those of 10 votes or more, half are within the median error. A is theme by group; C is "
    "group by step and ratings by step; types are those of partners."
)
_TABLES = {
    "theme-by-group": "A",
    "theme-by-group-by-sentiment": "+ sentiment",
    "theme-by-group-by-step": "+ cube",
    "group-by-step": "+ C",
    "partner-type": "+ types",
}
"""Short names of what is measured; ratings come with C."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One row for each choice, what was assumed, and one line of advice."""

    rows: Sequence[Sequence[str]]
    assumed: str
    advice: str


def plan_policy(messages_per_year: int, members: Mapping[SourceGroup, int], tokens: int = 1) -> PlanPage:
    """Weigh the choices for a deployment of this size."""
    choices = outlooks(messages_per_year, members, tokens)
    assumed = _ASSUMED.format(tokens="1 message" if tokens == 1 else f"{tokens} messages")
    return PlanPage([_row(choice) for choice in choices], assumed, _advice(recommended(choices), choices))


def _row(choice: Outlook) -> list[str]:
    start = [QUARTERS[choice.quarters], f"{choice.policy.epsilon:g}", f"{choice.information:.0f}"]
    budget = f"{choice.epsilon_in_year:g} of {choice.policy.epsilon_per_year:g}"
    if not choice.tables:
        return [*start, "none: carried", "", "", "", budget]
    tables = " ".join(short for name, short in _TABLES.items() if name in choice.tables)
    error = "–" if choice.median_error is None else f"{choice.median_error:.0%}"
    return [*start, tables, f"{choice.sigma:.1f}", _shown(choice), error, budget]


def _shown(choice: Outlook) -> str:
    parts = (choice.shown_by_group.get(group) for group in SourceGroup)
    numbers = " + ".join("–" if part is None else f"{part:.0f}" for part in parts)
    return f"{numbers} of {choice.cells}"


def _advice(best: Outlook | None, choices: Sequence[Outlook]) -> str:
    if best is None:
        most = max(choice.shown for choice in choices)
        return (
            f"There is nothing worth publishing: at most {most:.0f} numbers would be shown, and a choice "
            f"needs {WORTH_SHOWN:.0f} with a median error of {WORTH_ERROR:.0%}. Invite more people, or wait."
        )
    return (
        f"Publish every {QUARTERS[best.quarters]} with ε {best.policy.epsilon:g}: about {best.shown:.0f} "
        f"numbers are shown, half of them within {best.median_error:.0%}. Set FEEDBACK_QUARTERS_PER_RELEASE="
        f"{best.quarters} FEEDBACK_EPSILON={best.policy.epsilon:g} FEEDBACK_EXPECTED_MESSAGES="
        f"{best.policy.expected_messages}."
    )
