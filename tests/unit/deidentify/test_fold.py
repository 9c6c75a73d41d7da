import pytest

from feedback_api.deidentify.fold import fold


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("gewoon", "gewoon"),
        ("０６－１２", "06-12"),
        ("٠٦١٢۳۴", "061234"),
        ("፳፻፲፮", "2016"),
        ("፪፼", "20000"),
        ("m o h a m m e d", "mohammed"),
        ("m.o.h.a", "moha"),
        ("a.u.b.", "a.u.b."),
        ("F-a-t-i-m-a", "Fatima"),
        ("Ah\u200bmed", "Ahmed"),
        ("\u202eAhmed\u202c", "Ahmed"),
        ("Аhmеd", "Ahmed"),
        ("привет", "привет"),
        ("cafe\u0301", "café"),
        ("e\u0301\u0302\u0303\u0304", "é"),
        ("a\ud800b", "a\ufffdb"),
        ("’s ochtends", "'s ochtends"),
        ("\ufdfa", "صلى"),
        ("", ""),
    ],
)
def test_one_reading_for_many_ways_of_typing(typed: str, plain: str) -> None:
    assert fold(typed).text == plain


def test_offsets_point_at_what_was_typed() -> None:
    typed = "hoi A\u200bh m e d x"
    folded = fold("hoi m\u200b o h a x")
    start = folded.text.index("moha")
    assert typed
    assert folded.source(start, start + 4) == (4, 12)


def test_marks_belong_to_the_letter_they_sit_on() -> None:
    folded = fold("xe\u0301\u0302y")
    assert folded.source(1, 2) == (1, 4)
