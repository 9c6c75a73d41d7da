"""Webhooks to a real receiver that fails, hangs, drips, breaks off, moves, ends and comes back."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.contract.webhooks import DAY, KEY, SOURCE, Told, is_signed, receiver_in

from feedback_api.flows import subscribe as flow
from feedback_api.flows.deliver import Sender
from feedback_api.flows.make_release import make_release
from feedback_api.flows.raise_signals import raise_action_published
from feedback_api.store.engine import writing
from feedback_api.store.outbox import claim_delivery, finish_attempt
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import AddressRefused, InvalidInput, ReleaseRefused, WebhooksNotSetUp
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.signals import DeliveryState, EventType, Outcome, PublishedAction

Q2, Q3 = ReportingPeriod(2026, 2), ReportingPeriod(2026, 3)


@pytest.fixture(scope="module", name="process")
def _process(tmp_path_factory):
    with receiver_in(tmp_path_factory.mktemp("receiver")) as receiver:
        yield receiver


@pytest.fixture
def receiver(process):
    process.behave("accept")
    (process.folder / "received").unlink(missing_ok=True)
    return process


@pytest.fixture
def told(database):
    return Told(database)


def test_an_event_arrives_once_signed_and_as_the_profile_writes_it(told, receiver):
    secret = told.subscribe(receiver.address)
    told.tell("release-published:2026-Q3")
    assert told.deliver() == {"accepted": 1}
    assert told.deliver() == {}
    (request,) = receiver.received
    assert request["path"] == "/in"
    headers = request["headers"]
    assert headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert headers["host"] == f"localhost:{receiver.port}"
    assert headers["webhook-timestamp"] == str(int(told.moment.timestamp()))
    assert is_signed(request, secret)
    assert not is_signed(request | {"body": request["body"] + " "}, secret)
    body = json.loads(request["body"])
    assert body["id"] == headers["webhook-id"] == "release-published:2026-Q3"
    assert (body["source"], body["specversion"]) == (SOURCE, "1.0")
    assert body["data"] == {"day": "2026-11-23", "period": "2026-Q3"}
    assert told.rows() == [("delivered", 1, "accepted")]


def test_only_the_events_asked_for_come_and_none_from_before(told, receiver):
    told.tell("early")
    told.subscribe(receiver.address, events=frozenset({EventType.ACTION_PUBLISHED}))
    told.tell("release")
    told.tell("action", kind=EventType.ACTION_PUBLISHED)
    assert told.deliver() == {"accepted": 1}
    assert receiver.ids == ["action"]


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        ("fail", "failed"),
        ("refuse", "refused"),
        ("busy", "busy"),
        ("hang", "too-slow"),
        ("drip", "too-slow"),
        ("break_off", "not-reached"),
        ("garbage", "not-reached"),
        ("many_headers", "not-reached"),
        ("redirect", "redirected"),
    ],
)
def test_what_goes_wrong_is_tried_again_under_the_same_id_until_it_comes_back(
    told, receiver, behaviour, outcome
):
    secret = told.subscribe(receiver.address)
    told.tell("release-published:2026-Q3")
    receiver.behave(behaviour)
    assert told.deliver() == {outcome: 1}
    assert told.deliver() == {}  # not due yet
    told.later(hours=3)
    assert told.deliver() == {outcome: 1}
    receiver.behave("accept")
    told.later(hours=3)
    assert told.deliver() == {"accepted": 1}
    assert receiver.ids == ["release-published:2026-Q3"] * 3
    assert len({request["body"] for request in receiver.received}) == 1
    assert {request["path"] for request in receiver.received} == {"/in"}  # no redirect was followed
    assert all(is_signed(request, secret) for request in receiver.received)
    assert len({request["headers"]["webhook-timestamp"] for request in receiver.received}) == 3
    assert told.rows() == [("delivered", 3, "accepted")]


def test_a_body_without_end_is_not_read(told, receiver):
    told.subscribe(receiver.address)
    told.tell("release")
    receiver.behave("never_end")
    assert told.deliver() == {"accepted": 1}


def test_a_receiver_that_asks_for_time_gets_it(told, receiver):
    told.subscribe(receiver.address)
    told.tell("release")
    receiver.behave("busy")
    told.deliver()
    ((due,),) = told.rows("due_at")
    assert due == int(told.moment.timestamp()) + 7200


def test_what_a_receiver_says_is_kept_nowhere(told, receiver):
    told.subscribe(receiver.address)
    told.tell("release")
    receiver.behave("fail")
    told.deliver()
    assert "secret-of-the-receiver" not in repr(told.rows("*"))
    assert told.rows() == [("waiting", 1, "failed")]


def test_nobody_there_is_tried_again_too(told):
    told.subscribe("http://localhost:9/in")
    told.tell("release")
    assert told.deliver() == {"not-reached": 1}
    assert told.rows() == [("waiting", 1, "not-reached")]


def test_waits_grow_and_after_its_days_a_delivery_is_dead_and_can_be_revived(told, receiver):
    told.subscribe(receiver.address)
    told.tell("release")
    receiver.behave("fail")
    waits = []
    while told.rows("state") == [("waiting",)]:
        assert told.deliver() == {"failed": 1}
        ((due,),) = told.rows("due_at")
        waits.append(due - told.moment.timestamp())
        told.later(seconds=waits[-1])
    assert 30 <= waits[0] <= 60
    assert waits[3] > waits[0]
    assert max(waits) <= 6 * 3600
    assert 25 < len(waits) < 70
    assert told.deliver() == {}
    (dead,) = flow.given_up(told.database)
    assert (dead.event_id, dead.subscriber, dead.outcome) == ("release", "planning", "failed")
    receiver.behave("accept")
    assert flow.retry(told.database, "somebody-else") == 0
    assert flow.retry(told.database) == 1
    assert told.deliver() == {"accepted": 1}
    assert set(receiver.ids) == {"release"}


def test_a_receiver_that_is_gone_is_paused_and_loses_nothing(told, receiver):
    told.subscribe(receiver.address)
    told.tell("one", "two")
    receiver.behave("gone")
    assert told.deliver() == {"gone": 1}
    told.tell("three")
    told.later(days=30)
    assert told.deliver() == {}
    (standing,) = flow.standings(told.database)
    assert (standing.subscriber.state, standing.deliveries["waiting"]) == ("paused", 3)
    receiver.behave("accept")
    flow.resume(told.database, "planning")
    assert told.deliver() == {"accepted": 3}
    assert sorted(set(receiver.ids)) == ["one", "three", "two"]


def test_one_that_fails_holds_nobody_else_up(told, receiver):
    told.subscribe("http://localhost:9/in", "absent")
    told.subscribe(receiver.address, "present")
    told.tell(*(f"event-{number}" for number in range(5)))
    assert told.deliver() == {"not-reached": 1, "accepted": 5}


def test_while_a_secret_is_replaced_both_hold_and_then_the_new_one_alone(told, receiver):
    old = told.subscribe(receiver.address)
    until = int(told.moment.timestamp()) + 3600
    new = flow.rotate(told.database, KEY, "planning", until)
    assert new != old
    told.tell("during")
    told.deliver()
    told.later(hours=2)
    told.tell("after")
    told.deliver()
    during, after = receiver.received
    assert is_signed(during, old)
    assert is_signed(during, new)
    assert is_signed(after, new)
    assert not is_signed(after, old)


def test_with_another_house_key_nothing_is_sent_until_the_secret_is_replaced(told, receiver):
    told.subscribe(receiver.address)
    told.tell("release")
    with told.database.begin() as connection:
        connection.execute(text("UPDATE webhook_subscriber SET key_mark = :m"), {"m": b"01234567"})
    assert told.deliver() == {"other-webhook-key": 1}
    assert receiver.received == []
    secret = flow.rotate(told.database, KEY, "planning", int(told.moment.timestamp()) + 3600)
    told.later(hours=1)
    assert told.deliver() == {"accepted": 1}
    (request,) = receiver.received
    assert is_signed(request, secret)
    assert " " not in request["headers"]["webhook-signature"]


def test_no_secret_is_in_the_database(told, receiver):
    secret = told.subscribe(receiver.address)
    with told.database.connect() as connection:
        stored = repr(connection.execute(text("SELECT * FROM webhook_subscriber")).all())
    assert secret not in stored
    assert KEY.hex() not in stored
    assert repr(told.sender).count("x00") == 0


def test_bad_subscriptions_are_refused_and_nothing_is_stored(told):
    for name in ("", "Planning", "a b", "-x", "x" * 61, "<b>"):
        with pytest.raises(InvalidInput):
            told.subscribe("http://localhost:9/in", name)
    with pytest.raises(InvalidInput):
        told.subscribe("http://localhost:9/in", events=frozenset())
    with pytest.raises(AddressRefused):
        told.subscribe("https://169.254.169.254/in")
    told.subscribe("http://localhost:9/in")
    with pytest.raises(InvalidInput):
        told.subscribe("http://localhost:9/in")
    assert len(flow.standings(told.database)) == 1
    for change in (
        lambda: flow.rotate(told.database, KEY, "nobody", 0),
        lambda: flow.resume(told.database, "nobody"),
        lambda: flow.unsubscribe(told.database, "nobody"),
    ):
        with pytest.raises(InvalidInput):
            change()


def test_without_a_source_nothing_is_sent():
    with pytest.raises(WebhooksNotSetUp):
        Sender(KEY, "", 7, None)


def test_who_leaves_gets_nothing_more(told, receiver):
    told.subscribe(receiver.address)
    told.tell("release")
    flow.unsubscribe(told.database, "planning")
    assert told.deliver() == {}
    assert told.rows() == []


def release(database, settings, signer, period):
    return make_release(database, period, settings.policy, 1, DAY, signer)


def test_a_release_and_what_is_noticed_in_it_go_out_with_the_numbers_that_everybody_reads(
    told, receiver, settings, signer, fill, site
):
    told.subscribe(receiver.address)
    usual = {(group, Theme.POLICY): 100 for group in SourceGroup}
    for period, digital, interpreting in ((Q2, 60, 0), (Q3, 150, 80)):
        votes = {(group, Theme.DIGITAL): digital for group in SourceGroup}
        more = {(group, Theme.INTERPRETING): interpreting for group in SourceGroup}
        fill(told.database, period, usual | votes | more)
        release(told.database, settings, signer, period)
    told.deliver()
    events = {json.loads(one["body"])["id"]: json.loads(one["body"]) for one in receiver.received}
    assert set(events) >= {
        "release-published:2026-Q2",
        "release-published:2026-Q3",
        "theme-rising:2026-Q3:digital",
        "theme-newly-displayed:2026-Q3:interpreting",
    }
    published = {
        period: {
            item["themeId"]: item["votes"]
            for item in site.get(f"/v1/themes?period={period}&limit=100").json()["items"]
        }
        for period in ("2026-Q2", "2026-Q3")
    }
    rise = events["theme-rising:2026-Q3:digital"]["data"]
    total = next(change for change in rise["changes"] if change["sourceGroup"] is None)
    assert total["votes"] == published["2026-Q3"]["digital"]
    assert total["votesBefore"] == published["2026-Q2"]["digital"]
    for change in rise["changes"]:
        asked = f"&sourceGroup={change['sourceGroup']}" if change["sourceGroup"] else ""
        for period, told_votes in (("2026-Q2", change["votesBefore"]), ("2026-Q3", change["votes"])):
            items = site.get(f"/v1/themes?period={period}&limit=100{asked}").json()["items"]
            assert told_votes == next(item["votes"] for item in items if item["themeId"] == "digital")
    new = events["theme-newly-displayed:2026-Q3:interpreting"]["data"]
    assert new["votes"] == published["2026-Q3"]["interpreting"]
    assert published["2026-Q2"]["interpreting"] == "too-few"
    told_of = events["release-published:2026-Q3"]["data"]
    assert told_of["digest"] == site.get("/v1/releases").json()["items"][0]["digest"]


def test_a_release_and_its_events_are_stored_together_or_not_at_all(told, settings, signer, fill):
    """With an event of that id in the way the whole release is undone; so none is ever without its events."""
    fill(told.database, Q3, {(SourceGroup.STAFF, Theme.DIGITAL): 60})
    told.tell("release-published:2026-Q3")
    with pytest.raises(ReleaseRefused):
        release(told.database, settings, signer, Q3)
    with told.database.connect() as connection:
        for table in ("published_release", "ledger_entry"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0
        connection.execute(text("DELETE FROM signal_event"))
        connection.commit()
    release(told.database, settings, signer, Q3)
    with told.database.connect() as connection:
        assert connection.execute(text("SELECT id FROM signal_event")).scalars().all() == [
            "release-published:2026-Q3"
        ]


def test_an_action_is_told_once_for_each_time_it_is_made_public(told, receiver):
    told.subscribe(receiver.address)
    for revision, status in ((1, "planned"), (2, "done")):
        with writing(told.database) as session:
            raise_action_published(session, PublishedAction("a-1", revision, Theme.DIGITAL, status, Q3), DAY)
    with pytest.raises(IntegrityError), writing(told.database) as session:
        raise_action_published(session, PublishedAction("a-1", 2, Theme.DIGITAL, "done", Q3), DAY)
    assert told.deliver() == {"accepted": 2}
    assert [json.loads(one["body"])["data"]["status"] for one in receiver.received] == ["planned", "done"]


DELIVER = """
import sys
from datetime import UTC, datetime
from feedback_api.flows.deliver import Sender, deliver
from feedback_api.flows.reach_receiver import Road, trusted_authorities
from feedback_api.store.engine import open_database
road = Road(trusted_authorities(), loopback_allowed=True)
sender = Sender(bytes(range(32)), sys.argv[2], 7, road)
print(sum(deliver(open_database(sys.argv[1]), sender, lambda: datetime.now(UTC)).values()))
"""


def deliverer(database_url):
    command = [sys.executable, "-c", DELIVER, database_url, SOURCE]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    )


def test_who_is_killed_after_sending_and_before_marking_sends_it_again_under_the_same_id(
    told, receiver, database_url
):
    told.subscribe(receiver.address)
    told.tell("release-published:2026-Q3")
    receiver.behave("hang")
    process = deliverer(database_url)
    receiver.wait_for(1)
    process.kill()
    process.wait()
    process.stdout.close()
    assert told.rows("state, attempts") == [("waiting", 1)]
    receiver.behave("accept")
    told.moment = datetime.now(UTC)
    assert told.deliver() == {}  # the lease of the dead one still holds
    told.later(seconds=121)
    assert told.deliver() == {"accepted": 1}
    first, second = receiver.received
    assert first["headers"]["webhook-id"] == second["headers"]["webhook-id"]
    assert first["body"] == second["body"]
    assert told.rows() == [("delivered", 2, "accepted")]


def test_two_deliverers_at_once_send_each_event_once(told, receiver, database_url):
    told.subscribe(receiver.address)
    ids = [f"event-{number:02d}" for number in range(12)]
    told.tell(*ids)
    both = [deliverer(database_url) for _ in range(2)]
    tried = [int(process.communicate(timeout=60)[0]) for process in both]
    assert sum(tried) == 12
    assert sorted(receiver.ids) == ids
    assert set(told.rows()) == {("delivered", 1, "accepted")}


def test_a_lease_that_ended_is_not_marked_by_who_lost_it(told, receiver):
    """A process that stood still past its lease: another delivered meanwhile, and its word stands."""
    told.subscribe(receiver.address)
    told.tell("release")
    now = int(told.moment.timestamp())
    with writing(told.database) as session:
        stale = claim_delivery(session, "stale", now, now + 120)
    with writing(told.database) as session:
        assert claim_delivery(session, "other", now + 1, now + 121) is None
    told.later(seconds=121)
    assert told.deliver() == {"accepted": 1}
    with writing(told.database) as session:
        assert not finish_attempt(session, stale, Outcome.FAILED, DeliveryState.DEAD, now)
    assert told.rows() == [("delivered", 2, "accepted")]
