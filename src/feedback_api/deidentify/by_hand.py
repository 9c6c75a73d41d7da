"""Words that a person takes out of a masked text: the words as they see them, and where each stands again."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from feedback_api.deidentify.fold import fold
from feedback_api.deidentify.labels import WRITTEN_TAG
from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import TAG_FILLER
from feedback_api.deidentify.simplify import simplify
from feedback_api.deidentify.tokens import tokenise
from feedback_api.terms.text import Span, Tag

BY_HAND = "by hand"
"""What found a span that a person marked."""

_SHORTEST_ALONE = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text outside its tags: ``start`` and ``end`` in characters of the text as given.

    ``text`` is the word as the engine reads it; ``key`` what its spellings share: no case, no accents.
    """

    start: int
    end: int
    text: str
    key: str


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a masked text from left to right; its tags are none."""
    folded = fold(text)
    shown = WRITTEN_TAG.sub(lambda tag: TAG_FILLER * len(tag[0]), folded.text)
    return tuple(Word(*folded.source(t.start, t.end), t.text, simplify(t.text)) for t in tokenise(shown))


@dataclass(frozen=True, slots=True)
class Marked:
    """What a person marked in one text, so that it is found in others: runs of words, and words alone."""

    runs: tuple[tuple[str, ...], ...]
    alone: frozenset[str]

    def spans(self, text: str, kind: Tag) -> tuple[Span, ...]:
        """Where any of it stands in another text, also with an ending of possession ("Jans", "Jan's")."""
        words = words_of(text)
        taken = {place for place, word in enumerate(words) if _matches(word.key, self.alone)}
        for run in self.runs:
            for start in range(len(words) - len(run) + 1):
                if all(_matches(words[start + i].key, (key,)) for i, key in enumerate(run)):
                    taken |= set(range(start, start + len(run)))
        return spans_at(words, taken, kind)


def spans_at(words: Sequence[Word], places: Iterable[int], kind: Tag) -> tuple[Span, ...]:
    """The spans of some words of a text, in order."""
    return tuple(Span(words[place].start, words[place].end, kind, BY_HAND) for place in sorted(set(places)))


def marked(words: Sequence[Word], places: Collection[int], is_everyday: Callable[[str], bool]) -> Marked:
    """What to look for elsewhere when these words were marked.

    Words marked in a row go together: of "Roos de Wit" the everyday "de" is not looked for alone. A word
    that was marked by itself is, however common it is.
    """
    runs = tuple(tuple(words[place].key for place in run) for run in _runs(sorted(set(places))))
    alone = {
        key
        for run in runs
        for key in run
        if len(run) == 1 or (len(key) >= _SHORTEST_ALONE and not is_everyday(key))
    }
    return Marked(tuple(run for run in runs if len(run) > 1), frozenset(alone))


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _matches(key: str, wanted: Collection[str]) -> bool:
    bare = key.partition("'")[0]
    return any(form in wanted for form in (key, bare, bare.removesuffix("s")))


@dataclass(frozen=True, slots=True)
class Passed:
    """Why the engine let a word pass: the step, and the entry of a list that ships, if there was one."""

    step: str
    entry: str = ""


def passed_by(lexicon: Lexicon | None, word: str) -> Passed:
    """How a word as typed came through; never the word itself unless it is an entry of our own lists."""
    if lexicon is None:
        return Passed("no keep list")
    lower = (lexicon.look_up_form(word) or word.lower()) if word else ""
    if any(c.isdigit() for c in lower):
        return Passed("digits")
    if lexicon.is_listed(lower):
        return Passed("domain list" if lower in lexicon.domain else "keep list", lower)
    if not lexicon.is_known(lower):
        return Passed("on no list")
    stem = lexicon.listed_stem(lower)
    return Passed("inflected", stem) if stem else Passed("compound or misspelling")
