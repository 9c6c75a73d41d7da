"""The ordered steps from words as typed to words that may be stored."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Lock

from feedback_api.deidentify.by_hand import Passed, passed_by
from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.languages.lists import read_pack_lexicon
from feedback_api.deidentify.languages.pack import PACK_LANGUAGES
from feedback_api.deidentify.lexicon import Lexicon, read_lexicons
from feedback_api.deidentify.mask import mask, render
from feedback_api.deidentify.overlaps import resolve
from feedback_api.deidentify.reading import NAME_FILLER, TAG_FILLER, Reading, read
from feedback_api.deidentify.steps import NORMALISE, Step, steps_for
from feedback_api.deidentify.tiers import stored_languages
from feedback_api.deidentify.tokens import tokenise
from feedback_api.terms.text import MaskedText, RawText, Span, Tag

_MOST_ROUNDS = 12
"""Rounds until masking again changes nothing; one more hides each word that is left."""


class Deidentifier:
    """Takes identifying details out of free text; a pure function of its arguments.

    Where a language has no keep list, every word is unknown and goes: default-deny with an empty
    list. Its masked text is ``""``, with the number of words removed. ``without`` names steps to
    leave out, for measuring what each buys; the product leaves out none.
    """

    def __init__(
        self,
        lexicons: Mapping[str, Lexicon],
        stored_languages: frozenset[str],
        without: frozenset[str] = frozenset(),
    ) -> None:
        self._lexicons = lexicons
        self._stored = stored_languages
        self._without = without

    def deidentify(self, text: RawText, language: str) -> MaskedText:
        """The text with a tag for each identifying detail; masking it again changes nothing."""
        words = text.reveal()
        if language not in self._lexicons:
            count = len(tokenise(words))
            return MaskedText("", {Tag.WORD: count} if count else {})
        return mask(words, self._spans(words, language), language)

    def spans(self, text: RawText, language: str) -> tuple[Span, ...]:
        """What is removed, in characters of the text as given; ``found_by`` names the step."""
        words = text.reveal()
        if language not in self._lexicons:
            return tuple(Span(t.start, t.end, Tag.WORD, "no keep list") for t in tokenise(words))
        return self._spans(words, language)

    def keeps_text(self, language: str) -> bool:
        """Whether masked text in this language may be stored (tier A)."""
        return language in self._stored

    def mask_by_hand(self, text: str, spans: Sequence[Span], language: str) -> MaskedText:
        """A masked text with what a person marked in it taken out too."""
        return mask(text, spans, language)

    def is_everyday(self, word: str, language: str) -> bool:
        """Whether a word is so common in a language that nobody reads a name in it."""
        lexicon = self._lexicons.get(language)
        return lexicon is not None and lexicon.is_everyday(word)

    def passed_by(self, word: str, language: str) -> Passed:
        """How a word of a masked text had come through; the word only where a list that ships has it."""
        return passed_by(self._lexicons.get(language), word)

    def known_share(self, text: RawText, language: str) -> float:
        """Share of the words with letters that are on the language's keep list; 0 without a list."""
        lexicon = self._lexicons.get(language)
        if lexicon is None:
            return 0.0
        words = [t for t in read(text.reveal(), lexicon).tokens if not t.is_number]
        return sum(lexicon.is_own(t.lower) for t in words) / len(words) if words else 0.0

    def read_all_lists(self) -> None:
        """Read the lists of every language now, some four seconds, instead of at its first message."""
        for language in self._lexicons:
            self._lexicons[language]

    def _spans(self, words: str, language: str) -> tuple[Span, ...]:
        """Mask, read the result again, and go on until nothing more is found."""
        lexicon = self._lexicons[language]
        steps = [step for step in steps_for(lexicon) if step.name not in self._without]
        spans: tuple[Span, ...] = ()
        for _ in range(_MOST_ROUNDS):
            rendered = render(words, spans, language)
            reading = read(rendered.text, lexicon, normalise=NORMALISE not in self._without)
            more = [_to_source(span, reading, rendered.places) for span in find_spans(reading, steps)]
            if not more:
                return spans
            spans = resolve((*spans, *more))
        return resolve((*spans, *(Span(t.start, t.end, Tag.WORD, "last resort") for t in tokenise(words))))


def find_spans(reading: Reading, steps: Sequence[Step] | None = None) -> tuple[Span, ...]:
    """What the steps find in one reading, in characters of its normalised text."""
    found: tuple[Span, ...] = ()
    for step in steps_for(reading.lexicon) if steps is None else steps:
        found = resolve((*found, *_beside_tags(step.run(reading, found), reading)))
    return found


def _beside_tags(spans: Iterable[Span], reading: Reading) -> Iterable[Span]:
    """Spans without the tags that they run over, and with the whole of each word they touch."""
    for span in spans:
        start = None
        for i in range(span.start, span.end + 1):
            inside = i < span.end and reading.text[i] not in (TAG_FILLER, NAME_FILLER)
            if inside and start is None and not reading.text[i].isspace():
                start = i
            elif not inside and start is not None:
                end = start + len(reading.text[start:i].rstrip())
                yield Span(start, end, span.tag, span.found_by)
                start = None


def _to_source(span: Span, reading: Reading, places: Sequence[tuple[int, int]]) -> Span:
    start, end = reading.folded.source(span.start, span.end)
    return Span(places[start][0], places[end - 1][1], span.tag, span.found_by)


def load_deidentifier() -> Deidentifier:
    """Read the Dutch and English word lists; the others when they are first needed."""
    return Deidentifier(Lexicons(), stored_languages())


class Lexicons(Mapping[str, Lexicon]):
    """The lexicon of each language: Dutch and English at once, the others when they are first needed."""

    def __init__(self) -> None:
        self._latin = read_lexicons()
        self._packs: dict[str, PackLexicon] = {}
        self._reading = Lock()

    def __getitem__(self, language: str) -> Lexicon:
        if language in self._latin:
            return self._latin[language]
        if language not in PACK_LANGUAGES:
            raise KeyError(language)
        if language in self._packs:  # Without the lock: it may be held for a second by another language.
            return self._packs[language]
        with self._reading:
            if language not in self._packs:
                self._packs[language] = read_pack_lexicon(language, self._latin)
            return self._packs[language]

    def __iter__(self) -> Iterator[str]:
        return iter((*self._latin, *PACK_LANGUAGES))

    def __len__(self) -> int:
        return len(self._latin) + len(PACK_LANGUAGES)


def count_by_tag(spans: Iterable[Span]) -> Mapping[Tag, int]:
    """How many spans there are of each kind."""
    return Counter(span.tag for span in spans)
