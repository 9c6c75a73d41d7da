"""When a delivery is tried again, and when it is given up."""

from feedback_api.terms.signals import Outcome

FIRST_WAIT = 60
"""Seconds after the first failure; each further failure doubles it."""

LONGEST_WAIT = 6 * 3600
"""Seconds between two attempts at most, unless the receiver asks for more time."""

LONGEST_ASKED = 24 * 3600
"""Seconds that a receiver may ask to wait (Retry-After) at most."""

DAY = 24 * 3600


def wait_after(attempts: int, chance: float, asked: int = 0) -> int:
    """Seconds to wait after so many attempts; ``chance``, from 0 to 1, spreads subscribers over half of it.

    Source: Brooker 2015, "Exponential Backoff And Jitter" (equal jitter).
    """
    # The exponent is bounded first: a delivery that was tried a thousand times makes no giant number.
    wait = min(LONGEST_WAIT, FIRST_WAIT << min(attempts - 1, 20))
    return max(round(wait / 2 * (1 + chance)), min(asked, LONGEST_ASKED))


def is_given_up(first_tried_at: int, due_at: int, days: int) -> bool:
    """Whether the next attempt would come later than so many days after the first."""
    return due_at - first_tried_at > days * DAY


def outcome_of(status: int) -> Outcome:
    """What an HTTP status says about a delivery.

    Source: CloudEvents HTTP webhook specification, section 2.2 (410 ends a subscription).
    """
    if status == 410:
        return Outcome.GONE
    if status in (429, 503):
        return Outcome.BUSY
    by_hundreds = {2: Outcome.ACCEPTED, 3: Outcome.REDIRECTED, 4: Outcome.REFUSED}
    return by_hundreds.get(status // 100, Outcome.FAILED)


def seconds_asked(retry_after: str) -> int:
    """Seconds that a receiver asks to wait; a date, or anything else, asks for none."""
    return int(retry_after) if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 9 else 0
