"""Public texts become the table that tells languages apart; training only, needs scikit-learn."""

import gzip
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from feedback_api.intake.spelled import PLACES, Spelling, pieces, spelled_words

_CODES = {"kmr": "ku", "prs": "fa", "am": "und"}
# Persian and Dari count as one; Amharic teaches what else is written in Ethiopic letters.
_OURS = frozenset(["nl", "en", "ar", "fa", "tr", "fr", "ti", "so", "ps", "ku", "ckb", "uk", "ru"])
_TOO_NEAR = frozenset(["af", "fy", "nds", "be", "tg", "mzn", "lrc", "sdh", "kmr", "prs"])
# Names of countries in these look like our own languages'; as examples of "unknown" they would mislead.
_MOST_PAIRS = 4000
_MOST_TEXTS = 6000
_ENGLISH_SHARE = 0.05
_SNIPPETS = ((5, 8), (2, 4))
_NAMES_IN_A_TEXT = 6
_FEWEST_NAMES = 150
_MOST_NAMES = 480
_NONSENSE = 1500
_LETTERS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрст", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
_LATIN_SHARE = 0.7
_PENALTY = 2e-7
_ROUNDS = 6
_SEED = 0

Texts = dict[str, list[list[str]]]


def learn_languages(folder: Path) -> Spelling:
    """The table, from ``ntrex128.tsv.gz`` and ``parallel_open.tsv.gz`` in a folder; about four minutes.

    The same input gives the same table.

    Raises:
        OSError: when a file is missing.
    """
    chance = random.Random(_SEED)  # noqa: S311 - picks training snippets, guards nothing
    texts: Texts = defaultdict(list)
    for language, _, text in _rows(folder / "ntrex128.tsv.gz"):
        texts[_CODES.get(language, language)].append(spelled_words(text))
    _add_pairs(texts, folder / "parallel_open.tsv.gz", chance)
    texts["und"] += [*_names_elsewhere(chance), *_nonsense(chance)]
    return _fit(*_snippets(texts, chance))


def _add_pairs(texts: Texts, path: Path, chance: random.Random) -> None:
    rows = list(_rows(path))
    chance.shuffle(rows)
    taken: dict[str, int] = defaultdict(int)
    for language, text, other, other_language, _ in rows:
        code = _CODES.get(language, language)
        taken[code] += 1
        if taken[code] <= _MOST_PAIRS:
            texts[code].append(spelled_words(text))
        if other_language == "en" and chance.random() < _ENGLISH_SHARE:
            texts["en"].append(spelled_words(other))


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as opened:
        next(opened)
        yield from (line.rstrip("\n").split("\t") for line in opened if line.strip())


def _names_elsewhere(chance: random.Random) -> Iterator[list[str]]:
    """Names of countries, languages, months and days in languages that are not ours, from the CLDR."""
    from babel import Locale, localedata

    for code in sorted(localedata.locale_identifiers()):
        if "_" in code or code in _OURS | _TOO_NEAR:
            continue
        locale = Locale(code)
        names = [*locale.territories.values(), *locale.languages.values()]
        names += [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
        if len(names) >= _FEWEST_NAMES:
            words = [word for name in names for word in spelled_words(name)]
            chance.shuffle(words)
            for at in range(0, min(len(words), _MOST_NAMES), _NAMES_IN_A_TEXT):
                yield words[at : at + _NAMES_IN_A_TEXT]


def _nonsense(chance: random.Random) -> Iterator[list[str]]:
    for _ in range(_NONSENSE):
        letters = _LETTERS[0] if chance.random() < _LATIN_SHARE else chance.choice(_LETTERS)
        words = range(chance.randint(2, 6))
        yield ["".join(chance.choice(letters) for _ in range(chance.randint(2, 9))) for _ in words]


def _snippets(texts: Texts, chance: random.Random) -> tuple[list[list[str]], list[str]]:
    """Whole texts and two shorter stretches of each, with their languages."""
    found: list[list[str]] = []
    languages: list[str] = []
    for language, whole in sorted(texts.items()):
        kept = [words for words in whole if words]
        chance.shuffle(kept)
        for words in kept[:_MOST_TEXTS]:
            cut = [words]
            for least, most in _SNIPPETS:
                size = chance.randint(least, most)
                if len(words) > size:
                    start = chance.randrange(len(words) - size)
                    cut.append(words[start : start + size])
            found += cut
            languages += [language] * len(cut)
    return found, languages


def _fit(snippets: Sequence[Sequence[str]], languages: Sequence[str]) -> Spelling:
    from sklearn.linear_model import SGDClassifier

    fitted = SGDClassifier(
        loss="log_loss",
        alpha=_PENALTY,
        max_iter=_ROUNDS,
        tol=None,
        random_state=_SEED,
        average=True,
        class_weight="balanced",
    ).fit(_table(snippets), languages)
    unit = np.abs(fitted.coef_).max(axis=1) / 127
    return Spelling(
        tuple(str(code) for code in fitted.classes_),
        np.round(fitted.coef_ / unit[:, None]).astype(np.int8),
        unit.astype(np.float32),
        fitted.intercept_.astype(np.float32),
    )


def _table(snippets: Sequence[Sequence[str]]) -> Any:
    from scipy import sparse

    placed = [pieces(words) for words in snippets]
    ends = np.cumsum([0, *(len(places) for places, _ in placed)])
    places = np.concatenate([places for places, _ in placed])
    sizes = np.concatenate([sizes for _, sizes in placed])
    return sparse.csr_matrix((sizes, places, ends), shape=(len(snippets), PLACES))
