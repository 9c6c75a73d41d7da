"""Numbers spelled out in words ("nul zes een twee..."), with or without digits between."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.tokens import words
from feedback_api.terms.text import Span, Tag

_WORDS = words("""
    nul zero oh null een één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien
    vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig
    negentig honderd duizend dubbel drievoudig one two three four five six seven eight nine ten eleven
    twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
    seventy eighty ninety hundred thousand double triple o plus
    """)
_COMPOUND = re.compile(
    r"(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)?(?:[eë]n)?(?:twintig|dertig|veertig|vijftig|"
    r"zestig|zeventig|tachtig|negentig|"
    r"honderd|duizend)\w{0,40}"
)
_GLUED = re.compile(
    r"(?:nul|een|twee|drie|vier|vijf|zes|zeven|acht|negen|zero|one|two|three|four|five|six|seven|eight|"
    r"nine){3,}"
)
_LEAST = 4
_LEAST_WORDS = 2
_LINKS = frozenset(("en", "and", "streepje", "dash", "min", "spatie", "punt"))


def find(reading: Reading) -> Iterator[Span]:
    """Runs of four or more number words or digits, at least two of them words."""
    run: list[int] = []
    for index, token in enumerate(reading.tokens):
        near = not run or len(reading.gap(index - 1).strip()) <= 1
        if (is_number_word(token.lower) or token.is_number) and near:
            run.append(index)
        elif not (run and token.lower in _LINKS):
            yield from _span(run, reading)
            run = [index] if is_number_word(token.lower) or token.is_number else []
    yield from _span(run, reading)


def is_number_word(word: str) -> bool:
    """Whether a lower-case word spells a number."""
    return word in _WORDS or _COMPOUND.fullmatch(word) is not None or _GLUED.fullmatch(word) is not None


def _span(run: list[int], reading: Reading) -> Iterator[Span]:
    tokens = [reading.tokens[i] for i in run]
    words = [t for t in tokens if not t.is_number]
    if any(_GLUED.fullmatch(t.lower) for t in words) or (
        len(tokens) >= _LEAST and len(words) >= _LEAST_WORDS
    ):
        yield Span(tokens[0].start, tokens[-1].end, Tag.NUMBER, "number_words")
