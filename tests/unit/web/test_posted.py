import pytest

from feedback_api.web.posted import LARGEST_BODY, Posted, Unreadable, parse_form


def test_fields_are_decoded():
    posted = parse_form(b"good=%E1%8C%BD&improve=a+b%0D%0Ac")
    assert isinstance(posted, Posted)
    assert posted.get("good") == "ጽ"
    assert posted.get("improve") == "a b\r\nc"
    assert posted.get("absent") == ""


@pytest.mark.parametrize(
    "body",
    [
        b"step=waiting&step=return",
        b"good=%FF",
        b"good=%ED%A0%80",
        "good=é".encode(),
        b"&".join(b"a=1" for _ in range(30)),
    ],
)
def test_what_is_no_form_is_broken(body):
    assert parse_form(body) is Unreadable.BROKEN


def test_repr_hides_the_words():
    assert "secret" not in repr(parse_form(b"good=secret"))


def test_the_limit_holds_two_long_tigrinya_answers():
    longest = "%E1%8C%BD" * 2000
    assert 2 * len(longest) + 1000 < LARGEST_BODY
