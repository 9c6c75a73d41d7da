"""One tree of everything that can go wrong; no HTTP, and never a typed word in a message.

FeedbackError
 |- InvalidInput            what was sent cannot be used; carries every field problem at once
 |- UnreadableBody          a body that is not what it says it is; carries a code
 |- DependentRespondent     the writer seems to wait for a decision; nothing is kept
 |- InvitationRefused       a code that admits nobody, with the fault
 |- GroupTooSmall           too few members to hide among; nothing of theirs would be published
 |- NotAuthenticated        no token, or one that we do not know
 |   `- TokenRefused        a token or certificate that is not accepted
 |- NotSignedIn             a page of the desk, and nobody is signed in
 |- RoleMissing             somebody at the desk without the role that a page needs
 |- NoRole                  an account that may do nothing at the desk
 |- NotForReview            texts or a paraphrase that nobody, or not this reviewer, may work on now
 |- ThemeNotDisplayed       an action on a theme that its release does not show
 |- ActionRefused           an answer that nobody, or not this person, may change now
 |- SignInFailed            somebody came back from a provider with something that does not fit
 |- PassRefused             a pass that cannot be spent here: not readable, not ours, not now
 |   `- PassSpent           a pass that was spent before
 |- PassRequestRefused      a request for a pass, or an answer to it, that cannot be used
 |- PassKeyRefused          a key or directory of a pass issuer that is not accepted; says why
 |- BlindSignatureRefused   a key, blinded message or signature that cannot be used
 |- ClientUnknown           an accepted token of a system that is not registered here
 |- NotAllowed              a token without the scope
 |- IdempotencyKeyMissing   a post of a system without its key for retries
 |- IdempotencyConflict     one key, two different bodies
 |- TooManyItems            a system over its limit; says when to try again
 |- NotReleased             the period has no release yet
 |- NotPublished            no frozen table holds that combination
 |- AddressRefused          an address that no webhook may go to; says why, never which
 |- WebhooksNotSetUp        no key or no name to send webhooks with
 |- BackupRefused           a file that is no backup to restore here; says why
 |- ReleaseRefused          a period that may not be released, with the reason
 |   `- PeriodCarried       a period that is counted with a later one; nothing is wrong
 `- Unavailable             an engine or the store failed; nothing was stored
     `- ProviderDown        the provider where people sign in does not answer as it should
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from feedback_api.terms.client import Allowance


class FeedbackError(Exception):
    """Root of the errors that doors translate for their readers."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One field that cannot be used: JSON pointer and a code from a closed list."""

    pointer: str
    code: str


class InvalidInput(FeedbackError):
    """Input that cannot be used, with all its problems."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__("; ".join(f"{p.pointer}: {p.code}" for p in problems))
        self.problems = tuple(problems)


class UnreadableBody(FeedbackError):
    """A body that cannot be read as what it says it is, or not as a whole; a code from a closed list."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the body cannot be read: {code}")
        self.code = code


class DependentRespondent(FeedbackError):
    """The writer depends, or seems to depend, on a pending decision."""


class CodeFault(StrEnum):
    """What is wrong with a code, as far as its writer can do something about it."""

    INCOMPLETE = "incomplete"
    MISTYPED = "mistyped"
    UNKNOWN = "unknown or spent"
    CLOSED = "of a closed round"


class InvitationRefused(FeedbackError):
    """A code that admits nobody."""

    def __init__(self, fault: CodeFault = CodeFault.UNKNOWN) -> None:
        super().__init__(f"the code is {fault}")
        self.fault = fault


class GroupTooSmall(FeedbackError):
    """A group with fewer eligible members than a column needs: among so few nobody could hide."""

    def __init__(self, group: str, least: int) -> None:
        super().__init__(
            f"{group} has fewer than {least} eligible members, as far as is configured: among so few nobody "
            f"could hide, and nothing of theirs would be published (FEEDBACK_MEMBERS_{group.upper()})"
        )


class NotAuthenticated(FeedbackError):
    """No token, or one that is not known."""


class TokenRefused(NotAuthenticated):
    """A token or certificate that is not accepted; the reason stays inside."""


class NotSignedIn(FeedbackError):
    """A page of the desk, and nobody is signed in, or no longer."""


class RoleMissing(FeedbackError):
    """Somebody at the desk without the role that a page needs."""

    def __init__(self, role: str) -> None:
        super().__init__(f"the role {role} is missing")
        self.role = role


class NoRole(FeedbackError):
    """An account that may do nothing at the desk, or that decides on applications."""


class ReviewFault(StrEnum):
    """Why texts or a paraphrase cannot be worked on."""

    CLOSED = "closed"
    NOT_HEARD = "not-heard"
    TOO_FEW = "too-few"
    CHANGED = "changed"
    NO_WORD = "no-word"
    DECIDED = "decided"
    OWN = "own"
    ENOUGH = "enough"


class NotForReview(FeedbackError):
    """Texts or a paraphrase that nobody, or not this reviewer, may work on now."""

    def __init__(self, fault: ReviewFault) -> None:
        super().__init__(f"not for review: {fault}")
        self.fault = fault


class ThemeNotDisplayed(FeedbackError):
    """An action on a theme that its release shows for no group, nor for all together."""


class ActionFault(StrEnum):
    """Why a draft or an action cannot be worked on."""

    DECIDED = "decided"
    OWN = "own"
    WAITING = "waiting"
    GONE = "gone"


class ActionRefused(FeedbackError):
    """An answer that nobody, or not this person, may decide on or change now."""

    def __init__(self, fault: ActionFault) -> None:
        super().__init__(f"action refused: {fault}")
        self.fault = fault


class SignInFailed(FeedbackError):
    """Somebody came back from a provider with something that does not fit; the reason stays inside."""


class PassRefused(FeedbackError):
    """A pass that cannot be spent here, with what its holder may know of the reason."""

    def __init__(self, reason: str, fault: CodeFault = CodeFault.INCOMPLETE) -> None:
        super().__init__(reason)
        self.fault = fault


class PassSpent(PassRefused):
    """A pass that was spent before."""

    def __init__(self) -> None:
        super().__init__("the pass was spent", CodeFault.UNKNOWN)


class PassRequestRefused(FeedbackError):
    """A request for a pass, or the issuer's answer to one, that cannot be used."""


class PassKeyRefused(FeedbackError):
    """A key or a directory of a pass issuer that is not accepted; the message says why, for the operator."""


class BlindSignatureRefused(FeedbackError):
    """A key, a blinded message or a signature that cannot be used."""


class ClientUnknown(FeedbackError):
    """An accepted token, given to a system that is not registered here."""


class NotAllowed(FeedbackError):
    """A token that lacks the scope for this operation."""

    def __init__(self, scope: str) -> None:
        super().__init__(f"the token lacks the scope {scope}")
        self.scope = scope


class IdempotencyKeyMissing(FeedbackError):
    """A post without a usable idempotency key."""


class IdempotencyConflict(FeedbackError):
    """An idempotency key that was used with another body."""


class TooManyItems(FeedbackError):
    """A system that sent more items than its limit; how much is left and for how long."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__("the limit of items per minute is reached")
        self.allowance = allowance


class NotReleased(FeedbackError):
    """A period without a release."""


class NotPublished(FeedbackError):
    """A combination of dimensions that no frozen table holds; names the tables that exist."""

    def __init__(self, available: Sequence[str]) -> None:
        super().__init__("published tables: " + (", ".join(available) or "none"))
        self.available = tuple(available)


class AddressRefused(FeedbackError):
    """An address that no webhook may go to; the message says why and what to write, never the address."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"this address gets no webhooks: {rule}")


class WebhooksNotSetUp(FeedbackError):
    """A house without what webhooks need; the message says which setting."""


class BackupRefused(FeedbackError):
    """A backup that cannot be restored here, or a database that is not empty; the message says why."""


class ReleaseRefused(FeedbackError):
    """A release that the policy does not allow; ``reason`` is from a closed list."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class PeriodCarried(ReleaseRefused):
    """A quarter that is too thin or not yet due: its messages are kept and counted with the next release."""

    def __init__(self, detail: str) -> None:
        super().__init__("carried", detail)


class Unavailable(FeedbackError):
    """Something we depend on failed; nothing was stored and trying again is safe."""


class ProviderDown(Unavailable):
    """The provider where people sign in does not answer as it should; nobody was signed in."""
