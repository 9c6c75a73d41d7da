"""Names that are ordinary words, in scripts without capitals: a small tagger of our own reads their context.

A linear-chain conditional random field with two labels (Lafferty et al. 2001), trained by
``train_taggers`` and stored as plain text: one weight for each clue, in hundredths.
"""

import gzip
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.reading import NAME_FILLER, TAG_FILLER, Reading
from feedback_api.deidentify.tokens import Token
from feedback_api.terms.text import Span, Tag

NAME_UNIT, TAG_UNIT = "<name>", "<tag>"
"""How a tag that hides a name, or something else, reads among the words."""

_HUNDREDTHS = 100
_MOST_SCORE = 30.0
_LONGEST_END = 4
_VERBAL = re.compile(r"ن?می\w{3,}|\w{2,}(?:ید|اند|اد|رد|فت|شت|ست)(?:م|یم|ند|ید)")
"""How a Persian verb begins or ends, and few names: those stand on a name list."""
_CUES = ("titles", "kin", "roles", "people", "particles", "person_verbs", "places", "organisations", "months")


@dataclass(frozen=True)
class Tagger:
    """One language's model: weights speak for a name, moves for what follows what."""

    weights: Mapping[str, int] = field(repr=False)
    """Of each clue, in hundredths of a natural logarithm."""
    moves: tuple[float, float, float, float]
    """From word to word, from word to name, from name to word, from name to name."""
    least_chance: float
    """Chance from which a word is taken for a name."""

    def chances(self, clues: Sequence[Sequence[str]]) -> list[float]:
        """For each unit the chance that it belongs to a name, by the forward-backward algorithm."""
        odds = [self._odds(one) for one in clues]
        stay, enter, leave, go_on = self.moves
        ahead: list[tuple[float, float]] = []
        word, name = 1.0, 1.0
        for i, odd in enumerate(odds):
            if i:
                word, name = word * stay + name * leave, word * enter + name * go_on
            name *= odd
            word, name = word / (word + name), name / (word + name)
            ahead.append((word, name))
        chances = [0.0] * len(odds)
        word, name = 1.0, 1.0
        for i in reversed(range(len(odds))):
            both = ahead[i][0] * word + ahead[i][1] * name
            chances[i] = ahead[i][1] * name / both
            name *= odds[i]
            word, name = stay * word + enter * name, leave * word + go_on * name
            word, name = word / (word + name), name / (word + name)
        return chances

    def _odds(self, clues: Sequence[str]) -> float:
        score = sum(self.weights.get(clue, 0) for clue in clues) / _HUNDREDTHS
        return math.exp(max(-_MOST_SCORE, min(_MOST_SCORE, score)))


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a tag in the order of the message: ``index`` is that of its token, where it has one."""

    form: str
    kind: str
    index: int | None


def mask_tagged_names(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """A span for each word that its context makes a name; nothing in a language without a tagger."""
    tagger = read_tagger(reading.lexicon.language)
    if tagger is None:
        return
    taken = reading.covered(found)
    for units in to_lines(reading):
        for unit, chance in zip(units, tagger.chances(list(clues_of(units))), strict=True):
            if unit.index is None or chance < tagger.least_chance or taken[unit.index] is not None:
                continue
            token = reading.tokens[unit.index]
            if _may_be_name(token, reading):
                yield Span(token.start, token.end, Tag.PERSON, "tagger")


def _may_be_name(token: Token, reading: Reading) -> bool:
    """Whether the lists allow a name: no word of the service or of everyday, no inflected plain word."""
    word, lexicon = token.lower, reading.lexicon
    if (
        len(word) == 1
        or any(c.isdigit() for c in word)
        or word in lexicon.domain
        or lexicon.is_everyday(word)
    ):
        return False
    if _VERBAL.fullmatch(word) and word not in lexicon.names and lexicon.is_known(word):
        return False
    return lexicon.is_listed(word) or lexicon.is_name_too(word) or not lexicon.is_known(word)


def to_lines(reading: Reading) -> Iterator[list[Unit]]:
    """The words and tags of each line from left to right: what stands on another line says nothing."""
    units: list[Unit] = []
    at = 0
    for index, token in enumerate(reading.tokens):
        gap = reading.text[at : token.start]
        before, line_end, after = gap.partition("\n")
        units += _tags_in(before)
        if line_end:
            yield units
            units = list(_tags_in(after.rpartition("\n")[2]))
        units.append(Unit(token.lower, kind_of(token, reading), index))
        at = token.end
    yield [*units, *_tags_in(reading.text[at:].partition("\n")[0])]


def _tags_in(gap: str) -> Iterator[Unit]:
    last = ""
    for char in gap:
        if char != last and char in (NAME_FILLER, TAG_FILLER):
            form = NAME_UNIT if char == NAME_FILLER else TAG_UNIT
            yield Unit(form, form, None)
        last = char
    if any(c in ".!?:;…؟۔።" for c in gap):
        yield Unit("<stop>", "<stop>", None)


def kind_of(token: Token, reading: Reading) -> str:
    """What the word lists say of a word: its cue sets, whether known, whether a name, how common."""
    lexicon, word = reading.lexicon, token.lower
    if any(c.isdigit() for c in word):
        return "number"
    sets = lexicon.pack.words if isinstance(lexicon, PackLexicon) else {}
    cues = "".join(f"{i}" for i, group in enumerate(_CUES) if word in sets.get(group, ()))
    known = "d" if word in lexicon.domain else "k" if lexicon.is_known(word) else "u"
    level = lexicon.levels.get(word, 0) // 10 if known == "k" else 0
    return f"{cues}{known}{lexicon.names.get(word, '')}{level}"


def clues_of(units: Sequence[Unit]) -> Iterator[list[str]]:
    """What the tagger sees of each unit: form, beginning, ending, what lists say, and its neighbours'."""
    edge = Unit("<edge>", "<edge>", None)
    padded = [edge, edge, *units, edge, edge]
    for i in range(2, len(padded) - 2):
        before2, before, own, after, after2 = padded[i - 2 : i + 3]
        clues = [
            "all", f"w={own.form}", f"k={own.kind}", f"-w={before.form}", f"+w={after.form}",
            f"-k={before.kind}", f"+k={after.kind}", f"--w={before2.form}", f"++w={after2.form}",
            f"-kk={before.kind},{own.kind}", f"+kk={own.kind},{after.kind}",
            f"-kkk={before2.kind},{before.kind},{own.kind}", f"-+k={before.kind},{own.kind},{after.kind}",
            f"-wk={before.form},{own.kind}", f"+wk={after.form},{own.kind}",
            f"--wwk={before2.form},{before.form},{own.kind}",
        ]  # fmt: skip
        if own.index is not None:
            for size in range(1, _LONGEST_END + 1):
                if len(own.form) > size:
                    clues += (f"b={own.form[:size]}", f"e={own.form[-size:]}")
        yield clues


@cache
def read_tagger(language: str) -> Tagger | None:
    """The tagger of a language from the package, or nothing."""
    file = files(__package__) / "taggers" / f"{language}.txt.gz"
    if not file.is_file():
        return None
    head, *rows = gzip.decompress(file.read_bytes()).decode().splitlines()
    least, *moves = map(float, head.split())
    stay, enter, leave, go_on = map(math.exp, moves)
    weights = {clue: int(weight) for clue, _, weight in (row.rpartition("\t") for row in rows)}
    return Tagger(weights, (stay, enter, leave, go_on), least)
