"""Part 2's verdict: what a system was seen to do, and what to mend."""

from collections.abc import Iterator, Sequence

from feedback_api.client.conformance.findings import Finding, judge, mend, not_seen, note, ok
from feedback_api.client.conformance.sightings import RETRIED, Fault, Sighting

_TOLERANCE_SECONDS = 0.3

_NAMES = {
    Fault.BUSY: "after 503 (Service Unavailable)",
    Fault.CUT: "after a connection that broke",
    Fault.LIMITED: "after 429 (Too Many Requests)",
    Fault.INVALID: "after 400 (invalid input)",
    Fault.DEPENDENT: "after 403 dependent-respondent",
}


def verdict(seen: Sequence[Sighting]) -> list[Finding]:
    """Everything that can be said of what was seen, in the order in which to mend it."""
    if not seen:
        return [not_seen("no item came", "let your system send at least six items to this address")]
    return [*_each_request(seen), *_keys(seen), *_faults(seen), *_notes(seen)]


def _each_request(seen: Sequence[Sighting]) -> Iterator[Finding]:
    yield judge(
        all(s.has_token for s in seen),
        "each request says who you are",
        "send the header 'Authorization: Bearer …' with your token",
    )
    yield judge(
        all(s.right_media_type for s in seen),
        "each request says what it holds",
        "send 'Content-Type: application/json' (for batches also NDJSON, CSV or XLSX by their own names)",
    )
    yield judge(
        not any(s.has_query for s in seen),
        "nothing stands in the address",
        "send everything in the body: addresses end up in logs",
    )
    yield judge(
        not any(s.personal for s in seen),
        "references and keys do not look like a person",
        "a clientRef or Idempotency-Key looks like a name, an e-mail address or a number of a person: draw a "
        "random one, and keep in your own system what it stands for",
    )
    yield judge(
        not any({"sourceGroup", "partnerType"} & s.refused_fields for s in seen),
        "items speak for your own group only",
        "leave sourceGroup and partnerType out: your registration decides them",
    )
    yield judge(
        not any(s.dependent for s in seen),
        "no item is of somebody who waits for a decision",
        "ask first whether the person or their family waits for a decision, and send nothing if so or unsure",
    )


def _keys(seen: Sequence[Sighting]) -> Iterator[Finding]:
    with_key = [s for s in seen if s.key is not None]
    yield judge(
        len(with_key) == len(seen),
        "each item has an Idempotency-Key",
        "send a header Idempotency-Key of 1 to 100 visible characters, made when the item is made",
    )
    bodies: dict[bytes | None, set[bytes]] = {}
    for s in with_key:
        bodies.setdefault(s.key, set()).add(s.body)
    yield judge(
        all(len(found) == 1 for found in bodies.values()),
        "no key is used for two items",
        "make a fresh key for each item or batch, and send the same bytes again when you retry",
    )


def _faults(seen: Sequence[Sighting]) -> Iterator[Finding]:
    for fault in Fault:
        hit = next((place for place, s in enumerate(seen) if s.fault is fault), None)
        if hit is None:
            yield not_seen(f"what it does {_NAMES[fault]}", "send more items: six are enough")
        elif fault in RETRIED:
            yield from _retry(fault, seen[hit], seen[hit + 1 :])
        else:
            yield _no_retry(fault, seen[hit], seen[hit + 1 :])


def _retry(fault: Fault, first: Sighting, later: Sequence[Sighting]) -> Iterator[Finding]:
    when = _NAMES[fault]
    again = next((s for s in later if _is_same(first, s)), None)
    if again is None:
        yield mend(f"{when} the item never came again", "send it again, with the same key and the same bytes")
        return
    same_key = first.key is not None and again.key == first.key
    if same_key and again.body == first.body:
        yield ok(f"{when} the same item comes again with the same key")
    else:
        yield mend(
            f"{when} the item came again with another {'body' if same_key else 'key'}",
            "keep key and bytes together with the item until it is answered: else it is stored twice",
        )
    if first.told:
        waited = again.at - first.answered_at
        yield judge(
            waited >= first.told - _TOLERANCE_SECONDS,
            f"{when} it waits as long as told",
            f"Retry-After said {first.told:.0f} s, and it waited {waited:.1f} s: wait as long as told",
        )


def _no_retry(fault: Fault, first: Sighting, later: Sequence[Sighting]) -> Finding:
    advice = {
        Fault.INVALID: "the same item is refused again: note it for a person to look at, without its words",
        Fault.DEPENDENT: "drop the item, tell the writer kindly where they can go, and never send it again",
    }[fault]
    came_again = any(_is_same(first, s) for s in later)
    return judge(not came_again, f"{_NAMES[fault]} the item does not come again", advice)


def _is_same(first: Sighting, other: Sighting) -> bool:
    return other.body == first.body or (first.key is not None and other.key == first.key)


def _notes(seen: Sequence[Sighting]) -> Iterator[Finding]:
    if not any(s.says_dependency for s in seen):
        yield note(
            "no item says 'dependency'",
            "do you ask first whether the writer waits for a decision? Send the answer",
        )
    if any(s.names_group and not s.refused_fields for s in seen):
        yield note("sourceGroup or partnerType is sent", "leave them out: your registration decides them")
    refused = sorted({name for s in seen if s.fault is None for name in s.refused_fields})
    if refused:
        yield note(
            f"the service itself refused items, for: {', '.join(refused)}", "see /v1/codebook and /v1/docs"
        )
