"""An item on the wire as a submission of the house."""

from feedback_api.intake.normalise import read_words
from feedback_api.terms.client import ApiClient
from feedback_api.terms.codebook import Dependency, PartnerType, SourceGroup
from feedback_api.terms.errors import DependentRespondent, FieldProblem, InvalidInput
from feedback_api.terms.feedback import Submission
from feedback_api.terms.passes import Pass
from feedback_api.terms.text import RawText
from feedback_api.web.schemas import FeedbackItem


def submission_of(item: FeedbackItem, who: ApiClient | Pass) -> Submission:
    """A submission of the group that the client's registration or the pass fixes, with its words cleaned.

    Raises:
        DependentRespondent: when the item says that its writer waits for a decision.
        InvalidInput: with all problems at once, each as a pointer and a code, never a value.
    """
    if item.dependency is not Dependency.NONE:
        raise DependentRespondent("the respondent depends on a decision")
    found: list[FieldProblem] = []
    if item.source_group not in {None, who.source_group}:
        found.append(FieldProblem("/sourceGroup", "not-yours"))
    partner_type = _partner_type(item, who)
    if item.partner_type not in {None, partner_type}:
        found.append(FieldProblem("/partnerType", "not-yours"))
    good = _words(item.good, "/good", found)
    improve = _words(item.improve, "/improve", found)
    if item.good is None and item.improve is None:
        found += [FieldProblem("/good", "missing"), FieldProblem("/improve", "missing")]
    if found:
        raise InvalidInput(found)
    return Submission(
        source_group=who.source_group,
        step=item.step,
        good=good,
        improve=improve,
        partner_type=partner_type,
        rating=item.rating,
        language_hint=item.language,
    )


def _partner_type(item: FeedbackItem, who: ApiClient | Pass) -> PartnerType | None:
    """A system's is registered; a person with a pass says it, and only people at chain partners have one."""
    if isinstance(who, ApiClient):
        return who.partner_type
    return item.partner_type if who.source_group is SourceGroup.CHAIN_PARTNER else None


def _words(words: str | None, pointer: str, found: list[FieldProblem]) -> RawText | None:
    if words is None:
        return None
    try:
        return read_words(words, pointer)
    except InvalidInput as problem:
        found.extend(problem.problems)
        return None
