from datetime import date

import pytest
from tests.unit.web import plain_dutch as plain

from feedback_api import assemble
from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.report.content import Grid, Sentence, Source, blocks, votes
from feedback_api.publish.report.words import WORDS
from feedback_api.terms.action import Action, ActionStatus, Answer, Asked, Version
from feedback_api.terms.codebook import SourceGroup, Step, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Cell, Policy, Release, Table

Q3 = ReportingPeriod(2026, 3)


def release(theme_votes):
    groups = list(SourceGroup)
    of_group = [
        Cell({"theme": t, "source_group": g}, *theme_votes.get((t, g), (None,)))
        for t in Theme
        for g in groups
    ]
    of_theme = [Cell({"theme": t}, *theme_votes.get(t, (None,))) for t in Theme]
    totals = [Cell({"source_group": g}, 200.0, 190.0, 210.0) for g in groups]
    tables = (
        Table("theme-by-group", ("theme", "source_group"), 1.0, 1.5, of_group),
        Table("theme", ("theme",), 0.0, 2.5, of_theme),
        Table("group", ("source_group",), 0.0, 7.0, totals),
    )
    return Release(Q3, 1, Policy(), tables, None, "sha256:" + "0" * 64)


def source(theme_votes=(), actions=(), language="en"):
    paper = Paper(lambda key, **_: key, wide=True).alone()
    made = release(dict(theme_votes))
    return Source(made, [made], assemble.codebook(), actions, paper, language)


def sentences(made):
    return [block.text for block in blocks(made) if isinstance(block, Sentence)]


def action(status, *, step=None, withdrawn=False, **reasons):
    answer = Answer(status, {"nl": "Wij doen iets.", "en": "We do something."}, reasons)
    versions = (
        [] if withdrawn else [Version(2, answer, date(2026, 11, 1)), Version(1, answer, date(2026, 10, 1))]
    )
    return Action("a", Asked(Theme.INTERPRETING, Q3, step), versions, date(2026, 10, 1))


def test_both_languages_say_the_same_things():
    assert WORDS["nl"].keys() == WORDS["en"].keys()


def test_the_dutch_is_plain():
    """Measured as the form's texts are; the words that people know only as a term are named."""
    terms = {"asielprocedure", "kwartaalrapport", "kwartalen", "allen", "eén", "epsilon", "controlegetal"}
    for key, text in WORDS["nl"].items():
        assert not plain.long_sentences(text), key
        assert plain.rare_words(text) <= terms, key
    told = " ".join(text for text in WORDS["nl"].values() if text.endswith("."))
    assert plain.reading_ease(told) > plain.LEAST_EASE


def test_the_theme_with_most_votes_comes_first_and_hidden_ones_are_not_in_the_table():
    made = source({Theme.POLICY: (30.0, 25.0, 35.0), Theme.DIGITAL: (44.5, 39.2, 49.9, True)})
    table = next(block for block in blocks(made) if isinstance(block, Grid))
    too_few = ("too few",) * 3
    assert table.rows == (
        (*("Website and digital services", "≥ 44 (39–50)"), *too_few),
        (*("Policy and law", "30 (25–35)"), *too_few),
    )
    assert "Named most: Website and digital services, Policy and law." in sentences(made)


def test_rounding_never_makes_an_interval_narrower():
    assert votes(Cell({}, 10.4, -0.1, 20.01), "-") == "10 (-1–21)"
    assert votes(Cell({}, None), "too few") == "too few"


@pytest.mark.parametrize("status", list(ActionStatus))
def test_actions_say_theme_status_and_text(status):
    said = sentences(source(actions=[action(status)]))
    word = WORDS["en"][f"answers.{status}"]
    assert f"Interpreting and language – {word}: We do something." in said


def test_an_action_names_its_step_and_its_reason():
    made = source(
        actions=[action(ActionStatus.NOT_POSSIBLE, step=Step.INTERVIEW, nl="Te duur.", en="Too dear.")],
        language="nl",
    )
    expected = "Tolk en taal (Gesprek met de IND (gehoor)) – niet mogelijk: Wij doen iets. Te duur."
    assert expected in sentences(made)


def test_a_withdrawn_action_is_no_answer():
    assert WORDS["en"]["answers.none"] in sentences(
        source(actions=[action(ActionStatus.DONE, withdrawn=True)])
    )


def test_nothing_to_show_is_said_in_each_section():
    said = sentences(source())
    for key in ("heard.nothing", "picture.none", "journey.none", "answers.none"):
        assert WORDS["en"][key] in said
