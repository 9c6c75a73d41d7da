import unicodedata
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_api.deidentify.engine import Deidentifier, load_deidentifier
from feedback_api.terms.text import RawText

ZEROS = [ord(c) for c in "0٠۰०０𝟎"]
HIDDEN = ["", "\u200b", "\u200d", "\u2060", "\u00ad", "\u202e", "\ufeff"]
LOOKALIKES = str.maketrans("aeocpxyAEOCPXTHKMB", "аеосрхуАЕОСРХТНКМВ")
numbers = st.text(alphabet="0123456789", min_size=6, max_size=12)
names = st.sampled_from(
    ["Mohammed", "Tesfalem", "Yohannes", "Charlotte", "Oleksandr", "Abdirahman", "Jansen", "Okafor"]
)


@cache
def engine() -> Deidentifier:
    return load_deidentifier()


def masked(text: str) -> str:
    return engine().deidentify(RawText(text), "nl").text


@settings(max_examples=150, deadline=None)
@given(number=numbers, zero=st.sampled_from(ZEROS), between=st.sampled_from([*HIDDEN, " ", "-", ".", "/"]))
def test_a_number_in_any_script_with_anything_between(number: str, zero: int, between: str) -> None:
    typed = between.join(chr(zero + int(digit)) for digit in number)
    left = [
        c for c in masked(f"Mijn nummer is {typed} en ik wacht.") if unicodedata.digit(c, None) is not None
    ]
    assert left == []


@settings(max_examples=150, deadline=None)
@given(name=names, hidden=st.sampled_from(HIDDEN), lower=st.booleans())
def test_a_name_with_invisible_characters(name: str, hidden: str, lower: bool) -> None:
    typed = hidden.join(name.lower() if lower else name)
    assert typed not in masked(f"Ik sprak met {typed} en dat was goed.")


@settings(max_examples=100, deadline=None)
@given(name=names)
def test_a_name_in_lookalikes_or_wide_letters(name: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in name)
    for typed in (name.translate(LOOKALIKES), wide, name.upper(), name.lower()):
        assert typed not in masked(f"Ik sprak met {typed} en dat was goed.")


@settings(max_examples=100, deadline=None)
@given(name=names, between=st.sampled_from([" ", ".", "-", "*", "_"]))
def test_a_name_typed_apart(name: str, between: str) -> None:
    assert between.join(name.lower()) not in masked(
        f"Ik sprak met {between.join(name.lower())} en dat was goed."
    )


@settings(max_examples=100, deadline=None)
@given(
    local=st.sampled_from(["jan.jansen", "hana92", "k.el"]),
    at=st.sampled_from(["@", "(at)", "[at]", " apenstaartje ", " at ", " @ "]),
    dot=st.sampled_from([".", "(dot)", " punt ", " dot "]),
)
def test_an_address_written_out(local: str, at: str, dot: str) -> None:
    assert masked(f"Mail naar {local}{at}voorbeeld{dot}nl graag.") == "Mail naar [contact] graag."
