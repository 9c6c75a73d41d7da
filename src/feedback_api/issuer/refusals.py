"""Why the issuer says no: a closed list, each with a status for programs and a page for people.

Source: RFC 9457 (problem documents); RFC 9578 (Privacy Pass issuance), section 6.2 for 422.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from feedback_api.terms.errors import FeedbackError


@dataclass(frozen=True, slots=True)
class Kind:
    """One reason: its HTTP status, a title, and what to do."""

    status: int
    title: str
    detail: str


KINDS: Mapping[str, Kind] = {
    "not-signed-in": Kind(401, "Not signed in", "Open the issuer's page, sign in, and ask again."),
    "not-our-page": Kind(
        403, "Not sent by our own page", "Open the issuer's page again, and use the button on it."
    ),
    "quota-spent": Kind(
        403, "No passes left", "All passes of this quarter were given out. Come back in the next quarter."
    ),
    "unknown-key": Kind(
        422, "Unknown key", "Blind the message with your group's key of this quarter; the directory has it."
    ),
    "invalid-request": Kind(
        422, "Not a token request", "Send a TokenRequest of RFC 9578, section 6.1, of type 0x0002."
    ),
    "unsupported-media-type": Kind(
        415, "Unsupported media type", "Send the request as application/private-token-request."
    ),
    "sign-in-failed": Kind(400, "Signing in failed", "Nothing was kept. Start again from the first page."),
    "not-eligible": Kind(
        403, "This account gets no passes", "Passes are for the groups that the operator named."
    ),
    "provider-down": Kind(
        503, "The sign-in service does not answer", "Nothing was kept. Try again in some minutes."
    ),
    "no-key": Kind(
        503, "No key for this quarter", "The operator has to make a key first. Nothing was counted."
    ),
    "no-codes": Kind(503, "No codes left", "The operator has to load codes first. Nothing was counted."),
    "unavailable": Kind(503, "Something failed", "Nothing was counted. Try again in some minutes."),
    "not-found": Kind(404, "Not found", "There is nothing at this address."),
    "method-not-allowed": Kind(405, "Method not allowed", "This address does not know that method."),
    "too-large": Kind(413, "Too large", "The body is too large."),
    "not-a-form": Kind(400, "Not a form", "The body could not be read. Open the page again."),
}


class IssuerRefused(FeedbackError):
    """A refusal of the issuer; ``kind`` is a key of :data:`KINDS`."""

    def __init__(self, kind: str) -> None:
        super().__init__(KINDS[kind].detail)
        self.kind = kind
