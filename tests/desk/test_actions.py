"""Answers at the desk: written, shown as they will be, approved by another; mistakes keep what was typed."""

import pytest
from tests.answering import HIDDEN, PERIOD, SAID, SHOWN, TEXTS, released

from feedback_api.flows.approve_action import list_drafts
from feedback_api.flows.read_actions import read_actions
from feedback_api.terms.roles import Role

WRITTEN = {
    "theme": SHOWN.value,
    "period": str(PERIOD),
    "step": "decision",
    "status": "done",
    **{f"texts-{code}": words for code, words in TEXTS.items()},
}
AT = "/desk/en/actions"


@pytest.fixture
def editors(database, signer, signed_in_client):
    released(database, signer)
    return signed_in_client(Role.EDITOR, account="ann"), signed_in_client(Role.EDITOR, account="ben")


def test_written_by_one_approved_by_another_changed_and_withdrawn(database, editors):
    ann, ben = editors
    assert "Write an answer" in ann.get(AT).text
    assert "decision_letter" in ann.get(f"{AT}/new").text
    kept = ann.posts(f"{AT}/new", **WRITTEN)
    assert kept.status_code == 303
    [draft] = list_drafts(database)
    place = f"{AT}/{draft.id}"
    assert kept.headers["location"] == f"{place}?done=wrote"
    own, other = ann.get(place).text, ben.get(place).text
    for page in (own, other):
        assert TEXTS["nl"] in page
        assert TEXTS["en"] in page
        assert draft.written_by not in page
    assert "Approve" not in own
    assert "Approve" in other
    refused = ann.posts(f"{AT}/decide", draft=draft.id, verb="approved")
    assert (refused.status_code, "wrote this answer yourself" in refused.text) == (409, True)
    assert (
        ben.posts(f"{AT}/decide", draft=draft.id, verb="approved").headers["location"]
        == f"{AT}?done=approved"
    )
    [action] = read_actions(database)
    late = ben.posts(f"{AT}/decide", draft=draft.id, verb="approved")
    assert (late.status_code, "Somebody decided on this already" in late.text) == (409, True)
    change = ben.get(f"{AT}/change/{action.id}").text
    assert TEXTS["nl"] in change
    sent = {"action": action.id, "status": "planned", **{k: v for k, v in WRITTEN.items() if "texts" in k}}
    assert ben.posts(f"{AT}/new", **sent).status_code == 303
    assert "waits already" in ann.posts(f"{AT}/new", **sent).text
    [waiting] = list_drafts(database)
    ann.posts(f"{AT}/decide", draft=waiting.id, verb="approved")
    assert [one.revision for one in read_actions(database)[0].versions] == [2, 1]
    assert ben.posts(f"{AT}/withdraw", action=action.id).headers["location"] == f"{AT}?done=gone"
    assert read_actions(database)[0].versions == ()
    assert ben.posts(f"{AT}/withdraw", action=action.id).status_code == 409


def test_mistakes_keep_what_was_written_but_no_name(database, editors):
    ann, _ = editors
    named = {
        **WRITTEN,
        "texts-en": "Fatima Yilmaz said so.",
        "texts-nl": "<i>de brief is korter</i>",
        "texts-tr": "=1",
    }
    page = ann.posts(f"{AT}/new", **named)
    assert page.status_code == 400
    assert "Yilmaz" not in page.text
    assert "&lt;i&gt;de brief is korter&lt;/i&gt;" in page.text
    assert 'id="texts-en-fault"' in page.text
    assert 'id="texts-tr-fault"' in page.text
    for wrong, name in (
        ({"theme": HIDDEN.value}, "theme-fault"),
        ({"theme": "canary"}, "theme-fault"),
        ({"status": "canary"}, "#status"),
        ({"status": "not_possible"}, "reasons-nl-fault"),
        ({"texts-nl": ""}, "texts-nl-fault"),
    ):
        page = ann.posts(f"{AT}/new", **{**WRITTEN, **wrong})
        assert page.status_code == 400
        assert name in page.text
        assert "canary" not in page.text
        assert TEXTS["en"] in page.text, "what was written stays"
    assert list_drafts(database) == []


def test_an_answer_with_every_field_filled_is_kept(database, editors):
    ann, _ = editors
    every = {f"{kind}-{code}": words for kind in ("texts", "reasons") for code, words in SAID.items()}
    kept = ann.posts(f"{AT}/new", **{**WRITTEN, **every, "status": "not_possible"})
    assert kept.status_code == 303
    [draft] = list_drafts(database)
    assert set(draft.answer.reasons) == set(SAID)


def test_only_editors_and_only_what_exists(editors, signed_in_client):
    ann, _ = editors
    reviewer = signed_in_client(Role.REVIEWER, account="cas")
    assert reviewer.get(AT).status_code == 403
    assert reviewer.posts(f"{AT}/new", **WRITTEN).status_code == 403
    for path in (f"{AT}/canary", f"{AT}/change/canary"):
        answer = ann.get(path)
        assert (answer.status_code, "canary" in answer.text.split("<main")[1]) == (409, False)
    assert ann.posts(f"{AT}/decide", draft="canary", verb="canary").status_code == 409
