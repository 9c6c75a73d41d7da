"""A reviewer who looks again and again, and who knows when each message came and which group sent it.

What they see must tell neither the order of arrival, nor how many texts there are, nor a text's group. What a
text itself says is not hidden: docs/explanation/review.md. A correct house shows a p under 0.01 once in a
hundred looks, so a look that fails is taken again with fresh messages: three in a row are no chance.
"""

import random
import re
from collections import Counter
from itertools import cycle

import pytest
from scipy.stats import chisquare, mannwhitneyu, spearmanr
from sqlalchemy import text
from tests.conftest import NOW, desk_client
from tests.reviewing import ANN, HEARD, PERIOD, TODAY, release, tell

from feedback_api import assemble
from feedback_api.flows import review_texts
from feedback_api.flows.review_texts import read_texts
from feedback_api.flows.settle import SETTLE_AT, settle
from feedback_api.publish.drawn import DRAWN
from feedback_api.store.engine import writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step
from feedback_api.terms.feedback import FeedbackRecord, split_vote
from feedback_api.terms.roles import Role
from feedback_api.terms.text import MaskedText

LEAST_P = 0.01
LOOKS = 3
VIEWS = 120
EACH = 90
"""Messages of each group; their numbers are far from the threshold."""


def forget(database):
    """Take the records away; the release stays."""
    with database.begin() as connection:
        for table in ("theme_assignment", "feedback_record"):
            connection.execute(text(f"DELETE FROM {table}"))


def send(database, signer=None):
    """Messages one by one from the groups in turn, settled as the product does; texts in order of arrival."""
    forget(database)
    came = []
    for number, group in zip(range(3 * EACH), cycle(SourceGroup), strict=False):
        came.append((f"note {number} says that the letter was hard", group))
        record = FeedbackRecord(
            PERIOD,
            group,
            Step.GENERAL,
            Sentiment.NEGATIVE,
            split_vote([HEARD]),
            improve=MaskedText(came[-1][0]),
        )
        with writing(database) as session:
            add_to_inbox(session, record)
        if number % SETTLE_AT == SETTLE_AT - 1:
            settle(database)
    settle(database)
    if signer is not None:
        release(database, signer)
    return came


def views(database, times=VIEWS):
    """What a reviewer sees, look after look."""
    return [
        [one.masked.text for one in read_texts(database, PERIOD, HEARD, ANN, TODAY)] for _ in range(times)
    ]


def measured(came, seen):
    """How likely it is by chance that what was seen fits arrival, a stable order or the groups so well."""
    arrival = {said: number for number, (said, _) in enumerate(came)}
    group = dict(came)
    drawn = sorted(seen[0])
    places = {said: [view.index(said) for view in seen] for said in drawn}
    first = Counter(view[0] for view in seen)
    by_group = [Counter(group[said] for view in seen for said in view[:10])[g] for g in SourceGroup]
    size = Counter(group[said] for said in drawn)
    expected = [len(seen) * 10 * size[g] / len(drawn) for g in SourceGroup]
    return {
        "mean place and arrival": spearmanr(
            [arrival[said] for said in drawn], [sum(places[said]) for said in drawn]
        ).pvalue,
        "one view and arrival": spearmanr(range(len(drawn)), [arrival[said] for said in seen[0]]).pvalue,
        "drawn and arrival": mannwhitneyu(
            [arrival[said] for said in drawn], [n for said, n in arrival.items() if said not in places]
        ).pvalue,
        "who comes first": chisquare([first[said] for said in drawn]).pvalue,
        "groups among the first ten": chisquare(by_group, expected).pvalue,
    }


def suspicious(came, seen):
    found = {name: float(p) for name, p in measured(came, seen).items()}
    print({name: round(p, 3) for name, p in found.items()})  # noqa: T201
    return {name for name, p in found.items() if p <= LEAST_P}


def test_looking_often_tells_no_order_and_no_group(database, signer):
    came = send(database, signer)
    looks = [suspicious(came, views(database))]
    while looks[-1] and len(looks) < LOOKS:
        came = send(database)
        looks.append(suspicious(came, views(database)))
    assert not set.intersection(*looks)


def test_an_order_that_stays_is_seen(sqlite, signer, monkeypatch):
    """So the test above can fail: keys are random, but the same each time."""
    monkeypatch.setattr(random.SystemRandom, "shuffle", lambda self, texts: None)
    came = send(sqlite, signer)
    assert "who comes first" in suspicious(came, views(sqlite))


def test_a_draw_that_prefers_the_first_is_seen(sqlite, signer, monkeypatch):
    """So the test above can fail: the oldest thirty, in order."""
    came = send(sqlite, signer)

    def oldest(texts, _theme):
        return sorted(texts, key=lambda one: int(one.masked.text.split()[1]))[: DRAWN[0]]

    monkeypatch.setattr(review_texts, "draw", oldest)
    monkeypatch.setattr(random.SystemRandom, "shuffle", lambda self, texts: None)
    found = suspicious(came, views(sqlite))
    assert {"mean place and arrival", "one view and arrival", "drawn and arrival"} <= found


def counted(seen):
    """How many texts there are, as one who marks and recaptures would say (Chapman's estimate)."""
    estimates = []
    for one, other in zip(seen[::2], seen[1::2], strict=True):
        both = len(set(one) & set(other))
        estimates.append((len(one) + 1) * (len(other) + 1) / (both + 1) - 1)
    return sum(estimates) / len(estimates)


def few_and_many(database, signer, texts):
    tell(database, {(group, HEARD): 150 for group in SourceGroup}, texts=texts)
    release(database, signer)
    return views(database, 20)


@pytest.mark.parametrize("texts", [11, 140])
def test_looking_often_counts_nothing(sqlite, signer, texts):
    """33 texts or 420: the same thirty each time, so that marking and recapturing says thirty."""
    seen = few_and_many(sqlite, signer, texts)
    assert counted(seen) == pytest.approx(DRAWN[0])
    assert len({said for view in seen for said in view}) <= DRAWN[0]


def test_a_fresh_draw_each_time_would_be_counted(sqlite, signer, monkeypatch):
    """So the test above can fail."""
    monkeypatch.setattr(review_texts, "draw", lambda texts, _: random.SystemRandom().sample(texts, DRAWN[0]))
    tell(
        sqlite,
        {(group, HEARD): 150 for group in SourceGroup},
        texts=60,
        planted={number: f"note {number} is long" for number in range(450)},
    )
    release(sqlite, signer)
    assert counted(views(sqlite, 100)) == pytest.approx(180, rel=0.25)


def skeleton(page):
    """A page without what is sealed, proven or said."""
    without = re.sub(r'value="[^"]*"', "", page.text)
    return re.sub(r'<p class="masked" dir="auto">.*?</p>', "", without, flags=re.S)


def test_pages_of_few_texts_of_one_mix_and_many_of_another_are_alike(database, reader, signer, settings):
    tell(database, {(group, HEARD): 150 for group in SourceGroup}, texts=0)
    release(database, signer)
    client = desk_client(assemble.build(settings, database, reader, lambda: NOW), database, Role.REVIEWER)
    pages = []
    for texts in (11, 11, 11), (5, 140, 90):
        forget(database)
        for group, kept in zip(SourceGroup, texts, strict=True):
            tell(database, {(group, HEARD): 150}, texts=kept)
        pages.append(client.posts("/desk/en/review/texts", period=str(PERIOD), theme=HEARD.value))
    assert [page.status_code for page in pages] == [200, 200]
    assert skeleton(pages[0]) == skeleton(pages[1])


def test_masking_does_not_tell_in_how_many_texts_a_word_stood(sqlite, reader, signer, settings):
    said = dict.fromkeys(range(200), "The clerk Hope was kind") | {400: "The porter Grace was kind"}
    tell(sqlite, {(group, HEARD): 150 for group in SourceGroup}, texts=150, planted=said)
    release(sqlite, signer)
    client = desk_client(assemble.build(settings, sqlite, reader, lambda: NOW), sqlite, Role.REVIEWER)
    first = client.posts("/desk/en/review/texts", period=str(PERIOD), theme=HEARD.value).text
    shown = list(
        zip(
            re.findall(r'<p class="masked" dir="auto">(.*?)</p>', first, re.S),
            re.findall(r'name="text" value="([^"]+)"', first),
            strict=True,
        )
    )
    common = next(sealed for words, sealed in shown if "Hope" in words)
    rare = next(sealed for words, sealed in shown if "Hope" not in words)
    answers = [
        client.posts("/desk/en/review/mask", text=sealed, kind="person", w2="1") for sealed in (common, rare)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert skeleton(answers[0]) == skeleton(answers[1])
