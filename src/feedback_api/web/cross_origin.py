"""Which pages of other sites may read an answer: of open addresses all, of the rest those on a list.

No answer ever allows credentials: tokens travel in a header that a page must set itself.

Source: Fetch standard, section 3.2 (CORS protocol); NL API Design Rules 2.2 (/core/transport/cors).
"""

from collections.abc import Set

from feedback_api.web.operations import Address

_READABLE = "API-Version, Deprecation, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset"
_SENDABLE = "Accept, Authorization, Content-Type, Idempotency-Key, If-None-Match"
_DAY = "86400"


def sharing_headers(address: Address, origin: str | None, allowed: Set[str]) -> dict[str, str]:
    """Headers of an answer for a page of that origin; none for one that is not allowed."""
    if address.is_open:
        return {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": _READABLE}
    # Caches must keep answers to different origins apart, also those that allow nothing.
    varies = {"Vary": "Origin"}
    if origin is None or origin not in allowed:
        return varies
    return varies | {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": _READABLE}


def preflight_headers(address: Address, origin: str | None, allowed: Set[str]) -> dict[str, str]:
    """Headers of the answer to OPTIONS: what exists, and what a page of that origin may send."""
    shared = sharing_headers(address, origin, allowed)
    if "Access-Control-Allow-Origin" in shared:
        shared |= {
            "Access-Control-Allow-Methods": address.allow,
            "Access-Control-Allow-Headers": _SENDABLE,
            "Access-Control-Max-Age": _DAY,
        }
    return shared | {"Allow": address.allow}
