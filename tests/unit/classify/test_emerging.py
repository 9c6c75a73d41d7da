import numpy as np

from feedback_api.classify.emerging import Doubtful, propose


def _messages(count, text, place):
    vector = np.zeros(384, dtype=np.float32)
    vector[place] = 1.0
    return [Doubtful(text.format(number), vector) for number in range(count)]


def test_a_word_is_shown_when_ten_messages_of_the_cluster_share_it():
    ten = _messages(10, "laundry tokens room{0}", 0)
    (proposal,) = propose(ten)
    assert proposal.words == ("laundry", "tokens")
    assert proposal.at_least == 10


def test_what_nine_messages_share_is_not_told():
    assert propose(_messages(9, "laundry tokens", 0)) == []
    mixed = _messages(9, "laundry tokens", 0) + _messages(3, "laundry machine", 0)
    (proposal,) = propose(mixed)
    assert proposal.words == ("laundry",)


def test_nine_messages_beside_many_others_stay_unseen():
    others = _messages(60, "prayer room closed", 1)
    words = {
        word for proposal in propose(others + _messages(9, "laundry tokens", 0)) for word in proposal.words
    }
    assert "prayer" in words
    assert not words & {"laundry", "tokens"}


def test_one_more_message_does_not_show_in_the_count():
    assert propose(_messages(14, "laundry tokens", 0)) == propose(_messages(19, "laundry tokens", 0))


def test_tags_of_masking_are_no_words():
    (proposal,) = propose(_messages(12, "[person] laundry", 0))
    assert proposal.words == ("laundry",)


def test_two_subjects_are_two_clusters_the_larger_first():
    both = propose(_messages(25, "laundry tokens", 0) + _messages(45, "prayer room", 1))
    assert [(p.at_least, set(p.words)) for p in both] == [
        (40, {"prayer", "room"}),
        (20, {"laundry", "tokens"}),
    ]
