"""A change of the codebook is a new version, from the next quarter on; old releases keep theirs."""

import json
from datetime import date

import pytest
from sqlalchemy import text

from feedback_api import assemble
from feedback_api.flows.keep_codebook import codebook_in_force, remember_codebooks
from feedback_api.settings import Settings
from feedback_api.terms.codebook import Theme
from feedback_api.terms.codebooks import Codebooks
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.period import ReportingPeriod

TODAY = date(2026, 11, 23)
Q3, Q4, NEXT, LATER = (ReportingPeriod.parse(p) for p in ("2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2"))


def document(version, label="Wachttijd", **more):
    book = json.loads(assemble.codebooks().newest.document)
    book["themes"][0]["label"]["nl"] = label
    return json.dumps(book | {"version": version} | more).encode()


ONE = document(1)
BOTH = Codebooks.of([document(2, "Wachten"), ONE])


def test_the_first_version_counts_from_ever(database):
    assert codebook_in_force(database, Codebooks.of([ONE]), Q3, TODAY) == 1


def test_a_new_version_counts_from_the_next_quarter(database):
    remember_codebooks(database, Codebooks.of([ONE]), TODAY)
    assert [codebook_in_force(database, BOTH, period, TODAY) for period in (Q3, Q4, NEXT)] == [1, 1, 2]
    # Also when asked again later: it counts from when it came, not from when one asks.
    assert codebook_in_force(database, BOTH, NEXT, date(2027, 5, 1)) == 2


def test_a_new_version_waits_for_the_quarter_that_it_names(database):
    remember_codebooks(database, Codebooks.of([ONE]), TODAY)
    waits = Codebooks.of([ONE, document(2, "Wachten", valid_from="2027-Q2")])
    assert [codebook_in_force(database, waits, period, TODAY) for period in (NEXT, LATER)] == [1, 2]


def test_a_version_that_names_a_quarter_gone_by_still_waits_for_the_next(database):
    remember_codebooks(database, Codebooks.of([ONE]), TODAY)
    hasty = Codebooks.of([ONE, document(2, "Wachten", valid_from="2026-Q1")])
    assert codebook_in_force(database, hasty, Q4, TODAY) == 1


def test_a_changed_codebook_without_a_new_version_is_refused(database):
    remember_codebooks(database, Codebooks.of([ONE]), TODAY)
    with pytest.raises(ReleaseRefused, match="new version") as refused:
        remember_codebooks(database, Codebooks.of([document(1, "Iets anders")]), TODAY)
    assert refused.value.reason == "codebook-changed"


def test_the_service_does_not_start_with_a_changed_codebook(sqlite):
    url = sqlite.url.render_as_string(hide_password=False)
    assemble.application(Settings(database_url=url))
    with sqlite.begin() as connection:
        connection.execute(text("UPDATE codebook_version SET digest = 'sha256:other'"))
    with pytest.raises(ReleaseRefused, match="new version"):
        assemble.application(Settings(database_url=url))


def test_an_older_release_is_read_with_its_own_labels():
    assert BOTH.version(1).label("waiting_time", "nl") == "Wachttijd"
    assert BOTH.version(2).label("waiting_time", "nl") == "Wachten"


def test_two_documents_of_one_version_are_refused():
    with pytest.raises(ValueError, match="once"):
        Codebooks.of([ONE, document(1, "Iets anders")])


def test_every_theme_of_every_version_can_still_be_read():
    for edition in assemble.codebooks().editions:
        assert {theme.id for theme in edition.codebook.themes} <= set(Theme)
