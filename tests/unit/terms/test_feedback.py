import pytest

from feedback_api.terms.codebook import Theme
from feedback_api.terms.feedback import VOTE_SIXTHS, Preview, split_vote
from feedback_api.terms.text import MaskedText, Tag

THREE = [Theme.DIGITAL, Theme.POLICY, Theme.OTHER]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_vote_is_shared_exactly(count):
    votes = split_vote(THREE[:count])
    assert sum(vote.sixths for vote in votes) == VOTE_SIXTHS
    assert len({vote.sixths for vote in votes}) == 1


@pytest.mark.parametrize("themes", [[], [*THREE, Theme.SAFETY], [Theme.DIGITAL, Theme.DIGITAL]])
def test_other_numbers_of_themes_are_refused(themes):
    with pytest.raises(ValueError, match="one to three different themes"):
        split_vote(themes)


def test_a_preview_counts_the_redactions_of_both_answers():
    good = MaskedText("[naam]", {Tag.PERSON: 1})
    improve = MaskedText("[naam] [datum]", {Tag.PERSON: 1, Tag.DATE: 1})
    kept = Preview(good, improve, (Theme.OTHER,), text_kept=True, danger=False)
    assert kept.redactions == {Tag.PERSON: 2, Tag.DATE: 1}
