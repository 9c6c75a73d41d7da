import copy
import logging
import pickle
import traceback

import pytest

from feedback_api.terms.text import RawText

WORDS = "zwaluwnest"
RAW = RawText(WORDS)


@pytest.mark.parametrize(
    "leak",
    [
        lambda: str(RAW),
        lambda: f"{RAW}",
        lambda: f"{RAW:>20}",
        lambda: "{}".format(RAW),  # noqa: UP032
        lambda: "%s" % RAW,  # noqa: UP031
        lambda: print(RAW),  # noqa: T201
        lambda: pickle.dumps(RAW),
        lambda: copy.copy(RAW),
        lambda: copy.deepcopy(RAW),
    ],
)
def test_raw_text_refuses_to_be_shown_or_copied(leak):
    with pytest.raises(TypeError) as caught:
        leak()
    assert WORDS not in str(caught.value)


def test_its_representation_hides_the_words_and_their_number():
    assert repr(RAW) == repr(RawText("other")) == "RawText(hidden)"
    assert WORDS not in f"{[RAW]!r} {vars(RawText)!r}"


def test_it_has_no_dictionary_to_dump():
    with pytest.raises(TypeError):
        vars(RAW)


def test_a_traceback_with_locals_does_not_show_the_words():
    try:
        raise_with(RAW)
    except ValueError as failure:
        shown = traceback.TracebackException.from_exception(failure, capture_locals=True)
        assert WORDS not in "".join(shown.format())


def raise_with(words):
    raise ValueError("something else")


def test_a_log_line_does_not_show_the_words(caplog):
    logging.getLogger("test").warning("got %r", RAW)
    assert WORDS not in caplog.text


def test_the_rooms_that_work_on_words_get_them():
    assert RAW.reveal() == WORDS
