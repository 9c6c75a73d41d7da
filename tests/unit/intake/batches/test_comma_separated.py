"""Tables as spreadsheets save them."""

import pytest

from feedback_api.intake.batches.read import COMMA_SEPARATED as CSV


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_sign_with_and_without_a_mark(read, sign, mark, end):
    lines = [["improve", "step"], ["The desk was closed", "arrival"], ["", ""], ["Te laat", "waiting"]]
    body = mark + end.join(sign.join(line) for line in lines).encode()
    assert read(body, CSV) == [
        {"improve": "The desk was closed", "step": "arrival"},
        {"improve": "Te laat", "step": "waiting"},
    ]


def test_quotes_hold_signs_line_breaks_and_doubled_quotes(read):
    body = b'improve;good;step\r\n"Too late; ""again"".\r\nSecond line, and more";;waiting\r\n'
    assert read(body, CSV) == [{"improve": 'Too late; "again".\r\nSecond line, and more', "step": "waiting"}]


def test_names_of_columns_in_quotes(read):
    for sign in ",;\t":
        body = f'"improve"{sign}"step"\r\n"slow"{sign}"arrival"\r\n'.encode()
        assert read(body, CSV) == [{"improve": "slow", "step": "arrival"}]


def test_names_of_columns_in_any_case_with_blanks_around(read):
    assert read(b" IMPROVE , Step,clientref \nslow,waiting,7\n", CSV) == [
        {"improve": "slow", "step": "waiting", "clientRef": "7"}
    ]


def test_the_sign_is_found_by_the_header_not_by_the_text(read):
    assert read(b"improve;step\na, b, c, d;arrival\n", CSV) == [{"improve": "a, b, c, d", "step": "arrival"}]


def test_a_cell_that_starts_like_a_formula_is_text(read):
    for sign in "=+-@":
        assert read(f"improve,step\n{sign}1+1 was written,arrival\n".encode(), CSV) == [
            {"improve": f"{sign}1+1 was written", "step": "arrival"}
        ]


def test_one_column_and_fewer_cells_than_columns(read):
    assert read(b"improve\nslow\n", CSV) == [{"improve": "slow"}]
    assert read(b"improve,step,good\nslow\n", CSV) == [{"improve": "slow"}]


def test_more_cells_than_columns_spoil_that_item_alone():
    from feedback_api.intake.batches.read import read_batch

    first, second = read_batch(b"improve,step\na,arrival,b,c\nd,arrival\n", CSV, ("improve", "step"))
    assert [(p.pointer, p.code) for p in first.problems] == [("", "no-column"), ("", "no-column")]
    assert second.problems == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("improve;step\nDe café was dicht;arrival\n".encode("cp1252"), "not-utf-8"),
        ("improve;step\nslow;arrival\n".encode("utf-16"), "not-utf-8"),
        (b"", "no-header"),
        (b"\n\n", "no-header"),
        (b"improve|step\nslow|arrival\n", "no-header"),
        (b"The desk was closed,arrival\n", "no-header"),
        (b"improve,step,respondent\nslow,arrival,Jan\n", "unknown-column"),
        (b"improve,step\n", "no-items"),
        (b"improve,step\n,\n\n,\n", "no-items"),
        (b'improve,step\n"slow,arrival\n', "bad-quotes"),
        (b'improve,step\n"slow" or not,arrival\n', "bad-quotes"),
        (b"improve,step\n" + b"slow,arrival\n" * 1001, "too-many-items"),
        (b"improve,step\n" + b"," * 100_000, "too-many-columns"),
        (b"improve" + b",step" * 60 + b"\n", "too-many-columns"),
        (b"improve,step\n" + b"\n" * 1_100_000, "too-many-items"),
        (b'improve,step\n"' + b"a" * 200_000 + b'",arrival\n', "bad-quotes"),
    ],
)
def test_tables_that_cannot_be_read(read, refused, body, code):
    assert refused(body, CSV) == code


def test_a_thousand_items_are_not_too_many(read):
    assert len(read(b"improve,step\n" + b"slow,arrival\n" * 1000, CSV)) == 1000
