"""The door for systems, from a typed sentence to what lies in the database."""

import pytest
from sqlalchemy import text

ITEM = {
    "improve": "The letter was hard to read. Call me on 06-12345678.",
    "good": None,
    "step": "decision",
    "rating": "mixed",
    "language": "en",
    "dependency": "none",
}


def rows(database, table="inbox_item"):
    with database.connect() as connection:
        return connection.execute(text(f"SELECT * FROM {table}")).mappings().all()


def test_an_item_is_stored_without_its_identifiers(post, database):
    answer = post(ITEM)
    assert answer.status_code == 201
    assert answer.json() == {
        "status": "stored",
        "period": "2026-Q4",
        "redactions": {"phone": 1},
        "textKept": True,
        "help": None,
    }
    (row,) = rows(database)
    assert "letter was hard to read" in row["improve"]
    assert "12345678" not in str(dict(row))
    assert (row["source_group"], row["partner_type"], row["step"]) == ("chain_partner", "legal", "decision")


def test_a_preview_shows_the_masked_text_and_stores_nothing(post, database):
    answer = post(ITEM, "/v1/previews")
    assert answer.status_code == 200
    assert "12345678" not in answer.text
    assert "letter was hard to read" in answer.json()["improve"]
    assert answer.json()["redactions"] == {"phone": 1}
    assert rows(database) == []


def test_a_tier_b_language_keeps_themes_and_no_text(post, database):
    answer = post({"improve": "أحمد المحمد لم يشرح لي المترجم أي شيء", "step": "interview", "language": "ar"})
    assert answer.status_code == 201
    assert answer.json()["textKept"] is False
    (row,) = rows(database)
    assert row["good"] is None
    assert row["improve"] is None
    assert row["themes"]


def test_danger_shows_help_and_keeps_only_theme_and_step(post, database):
    answer = post(
        {"improve": "A resident was beaten by a guard and wants to die.", "step": "waiting", "rating": "bad"}
    )
    assert answer.status_code == 201
    assert any("112" in line for line in answer.json()["help"])
    (row,) = rows(database)
    assert "safety" in row["themes"].split()
    kept = {k for k, v in row.items() if v is not None} - {"id", "period", "source_group", "sentiment"}
    assert kept == {"themes", "step"}
    assert row["sentiment"] == "neutral"


@pytest.mark.parametrize("dependency", ["pending", "unsure"])
def test_who_depends_is_not_asked(post, database, dependency):
    answer = post(ITEM | {"dependency": dependency})
    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/dependent-respondent"
    assert rows(database) == []
    assert rows(database, "idempotency_answer") == []


def test_a_retry_gets_the_same_answer_and_stores_once(site, token, database):
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": '"one"'}
    first = site.post("/v1/feedback-items", json=ITEM, headers=headers)
    again = site.post("/v1/feedback-items", json=ITEM, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(rows(database)) == 1


def test_one_key_for_two_bodies_is_a_conflict(site, token, database):
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": '"one"'}
    site.post("/v1/feedback-items", json=ITEM, headers=headers)
    other = site.post("/v1/feedback-items", json=ITEM | {"rating": "good"}, headers=headers)
    assert other.status_code == 409
    assert len(rows(database)) == 1


def test_without_an_idempotency_key_nothing_is_stored(site, token, database):
    answer = site.post("/v1/feedback-items", json=ITEM, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/idempotency-key-missing"
    assert rows(database) == []
