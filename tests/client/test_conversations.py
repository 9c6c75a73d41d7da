"""Conversations step by step, for what a real service seldom does; no network and no waiting."""

import json
import subprocess
import sys

import pytest

from feedback_api.client import NotReached, Patience, UnexpectedAnswer
from feedback_api.client.batches import batch_conversation
from feedback_api.client.steps import Answer, Broken, NextChunk, Open, Pause, Request, Tell

BEGUN = Answer(200, {"content-type": "application/x-ndjson"})
SUMMARY = b'{"accepted": 1, "rejected": 0, "failed": 0}\n'


def result(index, status="stored"):
    return json.dumps({"index": index, "clientRef": None, "status": status}).encode() + b"\n"


def talk(size, replies, seconds=100.0):
    """Carry out a batch with these replies; gives what was told and how long it paused in all."""
    now = [0.0]
    patience = Patience(seconds=seconds, first_wait=1, longest_wait=10, clock=lambda: now[0])

    def authorization(*, renew):
        yield from ()
        return {} if renew else {"Authorization": "Bearer x"}

    told, reply, replies = [], None, iter(replies)
    conversation = batch_conversation(Request("POST", "https://x/"), size, authorization, patience)
    while True:
        try:
            step = conversation.send(reply)
        except StopIteration:
            return told, now[0]
        reply = None
        match step:
            case Tell(one):
                told.append((one.index, one.status))
            case Pause(wait):
                now[0] += wait
            case Open() | NextChunk():
                reply = next(replies)


def test_a_stream_that_ends_too_early_is_asked_for_again():
    replies = [BEGUN, result(0), None, BEGUN, result(0) + result(1) + SUMMARY]
    told, paused = talk(2, replies)
    assert told == [(0, "stored"), (1, "stored")]
    assert paused > 0


def test_results_may_come_in_any_pieces():
    whole = result(0) + result(1) + SUMMARY
    told, _ = talk(2, [BEGUN, *(whole[n : n + 1] for n in range(len(whole)))])
    assert [index for index, _ in told] == [0, 1]


def test_what_the_service_failed_on_is_asked_again_and_told_once():
    first = [BEGUN, result(0, "failed") + result(1) + SUMMARY]
    told, _ = talk(2, [*first, BEGUN, result(0) + result(1) + SUMMARY])
    assert told == [(1, "stored"), (0, "stored")]


def test_what_it_keeps_failing_on_comes_last_as_failed():
    attempt = [BEGUN, result(0, "failed") + result(1) + SUMMARY]
    told, paused = talk(2, attempt * 50, seconds=30.0)
    assert told == [(1, "stored"), (0, "failed")]
    assert paused <= 30


def test_each_result_gives_time_anew():
    replies = []
    for index in range(20):
        replies += [BEGUN, b"".join(result(n) for n in range(index + 1)), Broken("cut")]
    told, paused = talk(20, replies, seconds=2.0)
    assert len(told) == 20
    assert paused > 2


def test_the_reason_is_told_when_patience_ends():
    with pytest.raises(NotReached, match="the cable"):
        talk(1, [Broken("the cable")] * 50, seconds=5.0)


@pytest.mark.parametrize("line", [b"[]\n", b"nonsense\n", b'{"index": "x"}\n', b"x" * (1 << 21)])
def test_what_is_no_result_is_said_without_repeating_it(line):
    with pytest.raises(UnexpectedAnswer) as unexpected:
        talk(1, [BEGUN, line])
    assert unexpected.value.__context__ is None
    assert line.decode().strip() not in str(unexpected.value)


def test_a_date_as_retry_after_is_understood():
    assert Answer(503, {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}).retry_after == 0
    assert Answer(503, {"retry-after": "soon"}).retry_after is None


def test_the_command_starts_without_the_service():
    code = "import sys, feedback_api.client.commands; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"fastapi", "sqlmodel", "numpy", "onnxruntime", "openpyxl"} & set(loaded.split())
