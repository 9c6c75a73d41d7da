"""What the laws of masking are tried on: the engine that ships, all its languages, words people type."""

import json
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from feedback_api.deidentify.engine import Deidentifier, load_deidentifier
from feedback_api.deidentify.languages.pack import PACK_LANGUAGES
from feedback_api.terms.text import RawText

LANGUAGES = ("nl", "en", *PACK_LANGUAGES)
NASTY = [
    "Ik", "wacht", "op", "mevrouw", "de", "Vries", "roos", "Roos", "en", "Mark", "belde", "[naam]", "[name]",
    "06", "12", "maart", "2024", "zoon", "van", "azc", "Best", "in", "ahmed", "jan", "punt", "at", "enige",
    "tolk", "m o h a", ".", ",", "\n", "K.", "kamer", "is", "hope", "from", "reception", "Will", "zes", "nul",
    "[nummer]", "stichting", "Welkom", "06-12345678", "a\u200bhmed", "\uff2aan", "é", "🙂", "...", "MARK",
    "BELDE", "ROOS", "'s", "281.234.5678", "jan@voorbeeld.nl", "[name", "]", "(61)", "٠٦١٢", "፲፪", "ـ",
]  # fmt: skip
_DATA = Path(__file__).parents[1] / "data" / "deidentify"


@cache
def engine() -> Deidentifier:
    return load_deidentifier()


def masked(text: str, language: str) -> str:
    return engine().deidentify(RawText(text), language).text


@cache
def dev_rows(language: str) -> list[dict]:
    """The development messages of a language; the test set is never opened here."""
    lines = [x for f in sorted(_DATA.glob("dev-*.jsonl")) for x in f.read_text(encoding="utf-8").splitlines()]
    return [row for row in map(json.loads, lines) if row["lang"] == language]


@cache
def vocabulary(language: str) -> list[str]:
    """Words of the language, of names and of what breaks rules."""
    return [*NASTY, *sorted({word for row in dev_rows(language)[:60] for word in row["text"].split()})]


def messages(language: str) -> st.SearchStrategy[str]:
    words = st.sampled_from(vocabulary(language))
    return st.one_of(
        st.text(max_size=100),
        st.lists(words, max_size=20).map(" ".join),
        st.lists(words, max_size=12).map(" ".join).map(str.upper),
        st.lists(st.one_of(words, st.text(max_size=4)), max_size=20).map("".join),
    )


@cache
def harmless(language: str) -> str:
    """A phrase of the language that masking leaves as it is."""
    phrases = (phrase for row in dev_rows(language) for phrase in row["keep"] if len(phrase.split()) > 1)
    return next(p for p in phrases if masked(f"{p}.\n{p}.", language) == f"{p}.\n{p}.")
