"""Search, guided by coverage, for a text that makes masking raise, break its laws or cost too much.

    ./run fuzz [MINUTES]     in an environment of its own that has Atheris (requirements/fuzz.txt)

A finding is an exception, a span outside the text, a masked text that changes when it is masked again, or
a text that needs more processor time than it may, three times in a row. The bytes of a case are read as a
language and pieces of text (``to_case``). What widens the coverage is kept in ``--corpus``; ``--keep``
writes the telling part of it as JSON Lines, which pytest replays (tests/data/deidentify/fuzz.jsonl). All of
it is noise: no text that anybody wrote is ever put in.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["feedback_api.deidentify"]):
    from feedback_api.deidentify.engine import Deidentifier, load_deidentifier
    from feedback_api.deidentify.languages.pack import PACK_LANGUAGES, read_pack
    from feedback_api.deidentify.tokens import words
    from feedback_api.terms.text import RawText

LONGEST = 2000
QUICK, SECONDS = 0.15, 1.5
"""What takes longer than the first may be no more than three times half the text, and never the second.

A quiet core needs under 0.1 s, but the search measures every branch and may share its core.
"""
LANGUAGES = ("nl", "en", *PACK_LANGUAGES)
_ATTEMPTS = 3
_KEPT_BYTES = 120_000
_REPEATS = (1, 2, 3, 20, 400, LONGEST)

_ALIKE = [
    "06", "0612345678", "+31 6 ", "V-nummer ", "281.234.5678", "NL91 ABNA 0417 1643 00", "jan@x.nl", "@",
    " at ", " punt ", "www.", "https://", "x_", "12-03-2024", "1234 AB", "12-ABC-3", "NL99.12345", "zaak ",
    "192.168.1.1", "(", "[", "{", "[naam]", "[name]", "[number]", "\u0301", "\u200b", "\u202e", "\ufeff",
    "\u0640", "\u1369", "\u137b", "\u0663", "\u06f4", "\uff11", "\U0001d7ce", "\U0001f642", "\ud83d", "\x00",
    "\n", "\t", " ", ".", ",", "-", "'", "_", '"', "/", "1", "a", "A", "m o h a m ", "J.", "von ", "IJ",
    "\ufb01", "\u0130", "\u00df",
]  # fmt: skip


def main() -> None:
    """Search for as long as asked; Atheris ends with an error at the first finding."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--corpus", type=Path, required=True, help="folder where kept cases go")
    parser.add_argument("--keep", type=Path, help="only write the smallest kept cases to this file")
    options = parser.parse_args()
    options.corpus.mkdir(parents=True, exist_ok=True)
    if options.keep:
        _keep(options.corpus, options.keep)
        return
    engine = load_deidentifier()
    for language in LANGUAGES:
        engine.deidentify(RawText("a"), language)  # reads the word lists before any case is timed
    vocabulary = {language: pieces(language) for language in LANGUAGES}

    def check(data: bytes) -> None:
        language, text = to_case(data, vocabulary)
        try:
            check_laws(engine, language, text)
        except Exception as problem:
            raise AssertionError(f"{type(problem).__name__} in {language}: {text!r}") from problem

    flags = [
        f"-max_total_time={int(60 * options.minutes)}",
        "-max_len=400",
        "-timeout=60",
        "-print_final_stats=1",
    ]
    atheris.Setup(
        [sys.argv[0], str(options.corpus), f"-artifact_prefix={options.corpus}/finding-", *flags], check
    )
    atheris.Fuzz()


def check_laws(engine: Deidentifier, language: str, text: str) -> None:
    """Masks without exception, in time, inside the text, and for good."""
    masked = engine.deidentify(RawText(text), language)
    _demand(any(_is_linear(engine, language, text) for _ in range(_ATTEMPTS)), "too slow")
    spans = engine.spans(RawText(text), language)
    _demand(all(0 <= s.start < s.end <= len(text) for s in spans), "outside the text")
    _demand(all(one.end <= other.start for one, other in pairwise(spans)), "overlap")
    _demand(engine.deidentify(RawText(masked.text), language).text == masked.text, "changes again")


def _is_linear(engine: Deidentifier, language: str, text: str) -> bool:
    whole = _seconds(engine, language, text)
    return whole <= QUICK or whole <= min(SECONDS, 3 * _seconds(engine, language, text[: len(text) // 2]))


def _seconds(engine: Deidentifier, language: str, text: str) -> float:
    started = time.process_time()
    engine.deidentify(RawText(text), language)
    return time.process_time() - started


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)


def pieces(language: str) -> list[str]:
    """Stretches of text that matter to recognisers: the same for all, and the language's own cues."""
    own = (
        sorted({w for ws in read_pack(language).words.values() for w in ws})
        if language in PACK_LANGUAGES
        else _DUTCH
    )
    return [*_ALIKE, *(f"{word} " for word in own)]


_DUTCH = words("""
    mevrouw de vries mijn naam is zoon van de enige tolk in azc stichting straat geboren op jaar maart weken
    zaak my name is the only officer said born street years from mark rose hope advocaat 's nul zes punt
    apenstaartje
    """)


def to_case(data: bytes, vocabulary: dict[str, list[str]]) -> tuple[str, str]:
    """Language and text of a case: 0xFE and two bytes are a piece, 0xFF and one repeat the last."""
    language = LANGUAGES[data[0] % len(LANGUAGES)] if data else LANGUAGES[0]
    return language, "".join(_read(data[1:], vocabulary[language]))[:LONGEST]


def _read(data: bytes, known: list[str]) -> Iterator[str]:
    last, at = "a", 0
    while at < len(data):
        if data[at] == 0xFE and at + 2 < len(data):
            last, at = known[int.from_bytes(data[at + 1 : at + 3], "big") % len(known)], at + 3
        elif data[at] == 0xFF and at + 1 < len(data):
            times, at = _REPEATS[data[at + 1] % len(_REPEATS)], at + 2
            yield (last * times)[:LONGEST]
            continue
        else:
            size = 1 + (data[at] >= 0xC0) + (data[at] >= 0xE0) + (data[at] >= 0xF0)
            last, at = data[at : at + size].decode("utf-8", "replace"), at + size
        yield last


def _keep(corpus: Path, target: Path) -> None:
    """The shortest cases first, at most as many as fit; every language takes its turn."""
    vocabulary = {language: pieces(language) for language in LANGUAGES}
    cases = {to_case(file.read_bytes(), vocabulary) for file in corpus.iterdir() if file.is_file()}
    by_language: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for language, text in sorted(cases, key=lambda case: (len(case[1]), case)):
        by_language[language].append(text)
    lines, size = list[str](), 0
    for turn in range(max(map(len, by_language.values()), default=0)):
        for language, texts in by_language.items():
            if turn < len(texts):
                line = json.dumps({"lang": language, "text": texts[turn]}) + "\n"
                size += len(line)
                if size > _KEPT_BYTES:
                    target.write_text("".join(lines), encoding="ascii")
                    return
                lines.append(line)
    target.write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
