"""Which of the media types on offer a client takes, as its ``Accept`` says."""

from collections.abc import Sequence


def preferred(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that a client likes best, the first of equals; None when it takes none of them.

    A header that cannot be read counts as absent: then anything will do.

    Source: RFC 9110, sections 12.4.2 and 12.5.1.
    """
    ranges = _ranges(accept or "")
    if not ranges:
        return offers[0]
    quality = {offer: _quality(offer, ranges) for offer in offers}
    best = max(offers, key=lambda offer: quality[offer])
    return best if quality[best] > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    found = {}
    for part in accept.lower().split(","):
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        if media_range.count("/") == 1:
            found[media_range] = _weight(parameters)
    return found


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 1.0
    return 1.0


def _quality(offer: str, ranges: dict[str, float]) -> float:
    """Weight of the most specific range that holds an offer."""
    for media_range in (offer, offer.split("/")[0] + "/*", "*/*"):
        if media_range in ranges:
            return ranges[media_range]
    return 0.0
