"""How well masking does: leaks, over-redaction and what should have stayed.

The definitions are those of the project's shared scorer, so that figures compare:

* a span of a text label leaks when a word of three or more letters of it survives;
* of a number, when four digits or more survive (half of them in a short one);
* of a date, when its day survives; of an age or birth date, when any number of it does;
* of a soft label (a clause), when six tenths of its words survive, counted apart;
* over-redaction is the share of words outside all spans that went;
* keep survival is the share of phrases that are still there.
"""

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NUMBER_LABELS = frozenset(["VNUM", "BSN", "CASE", "DOC", "IBAN", "PHONE", "IP", "POSTCODE", "PLATE"])
"""Labels measured by their digits."""
SOFT_LABELS = frozenset(("QUASI", "JOB"))
"""Labels of clauses, which are no identifiers by themselves."""

_GENERIC = """
    van der den de het ten ter te el al la le les du des von 't t d mevrouw mw mevr meneer dhr heer mr
    mrs ms miss madame monsieur docteur dr officer aunt zuster juf abba oom xanim bay bey пані السيدة
    خانم آقای مېرمن خاتوو ወይዘሮ ابو basisschool school college hotel market bakkerij advocaten courier
    hub مطعم خیابان پلاک سړک jaar years year old sano ans ዓመት років ساله ساڵ maanden months point punt
    apenstaartje dot at com
    """
_MANY_DIGITS, _FEW_LEFT = 8, 4
_SOFT_SHARE = 0.6
_SEPARATORS = frozenset(" .-/()\u00a0\u200b")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, where it stands, and whether it is still there after masking."""

    start: int
    end: int
    text: str
    survives: bool = True


@dataclass(slots=True)
class Score:
    """Counts over messages, with the rates that follow from them."""

    hard: int = 0
    hard_leaks: int = 0
    persons: int = 0
    person_leaks: int = 0
    soft: int = 0
    soft_leaks: int = 0
    words: int = 0
    words_gone: int = 0
    keeps: int = 0
    kept: int = 0
    by_label: dict[str, list[int]] = field(default_factory=dict)
    """Spans and leaks of each label."""

    @property
    def leak_rate(self) -> float:
        """Share of hard spans that leak."""
        return _rate(self.hard_leaks, self.hard)

    @property
    def person_leak_rate(self) -> float:
        """Share of persons that leak."""
        return _rate(self.person_leaks, self.persons)

    @property
    def soft_leak_rate(self) -> float:
        """Share of clauses that leak."""
        return _rate(self.soft_leaks, self.soft)

    @property
    def over_redaction(self) -> float:
        """Share of words that should have stayed and went."""
        return _rate(self.words_gone, self.words)

    @property
    def keep_survival(self) -> float:
        """Share of phrases that should have stayed and did."""
        return _rate(self.kept, self.keeps)


def measure(gold: Iterable[Mapping[str, Any]], redacted: Mapping[str, str]) -> dict[str, Score]:
    """Score of each language, and of ``all``; a message without redaction counts as left as it was.

    ``gold`` has ``id``, ``lang``, ``text``, ``spans``, ``optional`` and ``keep``; spans have
    ``start``, ``end``, ``label`` and ``text``.
    """
    scores = {"all": Score()}
    for record in gold:
        own = scores.setdefault(str(record["lang"]), Score())
        for score in (own, scores["all"]):
            _add(record, redacted.get(str(record["id"]), str(record["text"])), score)
    return scores


def _add(record: Mapping[str, Any], redacted: str, score: Score) -> None:
    words = align(record["text"], redacted)
    outside = _outside(record)
    for span in record["spans"]:
        _count(span["label"], leaks(span, words, redacted, outside), score)
    marked = [*record["spans"], *record.get("optional", ())]
    for word in words:
        if not any(word.start < s["end"] and word.end > s["start"] for s in marked):
            score.words += 1
            score.words_gone += not word.survives
    rest = _phrase(redacted)
    score.keeps += len(record["keep"])
    score.kept += sum(_phrase(phrase) in rest for phrase in record["keep"])


def _count(label: str, leaked: bool, score: Score) -> None:
    pair = score.by_label.setdefault(label, [0, 0])
    pair[0] += 1
    pair[1] += leaked
    if label in SOFT_LABELS:
        score.soft += 1
        score.soft_leaks += leaked
        return
    score.hard += 1
    score.hard_leaks += leaked
    if label == "PERSON":
        score.persons += 1
        score.person_leaks += leaked


def align(text: str, redacted: str) -> list[Word]:
    """The words of a text, each with whether it survives in the redacted one."""
    words = split(text)
    before, after = [w.text for w in words], [w.text for w in split(redacted)]
    alive = [False] * len(words)
    for block in difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        alive[block.a : block.a + block.size] = [True] * block.size
    return [Word(w.start, w.end, w.text, a) for w, a in zip(words, alive, strict=True)]


def split(text: str) -> list[Word]:
    """Runs of letters, digits and marks; an apostrophe between letters stays inside."""
    words: list[Word] = []
    start = None
    for i, char in enumerate(text):
        inside = _in_word(char) or (
            start is not None and char in "'\u2019\u02bc" and i + 1 < len(text) and _in_word(text[i + 1])
        )
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            words.append(Word(start, i, text[start:i]))
            start = None
    if start is not None:
        words.append(Word(start, len(text), text[start:]))
    return words


def _in_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM" or char in "\u200b\u200c\u200d"


def leaks(span: Mapping[str, Any], words: Sequence[Word], redacted: str, outside: str) -> bool:
    """Whether something of a span that identifies is still in the redacted text.

    ``outside`` is the folded text around all gold spans.
    """
    inner = [w for w in words if w.start < span["end"] and w.end > span["start"]]
    label, digits = span["label"], _digits(span["text"])
    if label in SOFT_LABELS:
        return sum(w.survives for w in inner) >= _SOFT_SHARE * len(inner)
    if label in NUMBER_LABELS and digits:
        return _number_leaks(digits, inner, redacted)
    if label == "DATE":
        return any(w.survives and _digits(w.text) and len(_digits(w.text)) != 4 for w in inner)
    if label in ("DOB", "AGE") and digits:
        return any(w.survives and _digits(w.text) for w in inner)
    return _words_leak(span["text"], inner, redacted, outside)


def _number_leaks(digits: str, inner: Sequence[Word], redacted: str) -> bool:
    left = sum(len(_digits(w.text)) for w in inner if w.survives)
    allowed = _FEW_LEFT if len(digits) >= _MANY_DIGITS else max(1, (len(digits) + 1) // 2)
    return left >= allowed or (len(digits) >= _FEW_LEFT and any(digits in run for run in _runs(redacted)))


def _words_leak(text: str, inner: Sequence[Word], redacted: str, outside: str) -> bool:
    telling = [w for w in inner if fold_word(w.text) not in GENERIC]
    long = [w for w in telling if len(fold_word(w.text)) >= 3]
    if not long:
        short = telling or list(inner)
        return 2 * sum(w.survives for w in short) >= len(short)
    return any(w.survives or _turns_up(w.text, text, redacted, outside) for w in long)


def _turns_up(word: str, text: str, redacted: str, outside: str) -> bool:
    """Whether the word stands elsewhere in the redacted text more often than it should."""
    folded = fold_word(word)
    if len(folded) == 3:
        here = Counter(fold_word(w.text) for w in split(fold_word(redacted)))
        return here[folded] > Counter(w.text for w in split(outside))[folded]
    return folded in fold_word(text) and fold_word(redacted).count(folded) > outside.count(folded)


def fold_word(text: str) -> str:
    """Compatibility form without case and marks, to compare by."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(
        c for c in folded if unicodedata.category(c) != "Mn" and c not in "\u200b\u200c\u200d\u0640"
    )


GENERIC = frozenset(fold_word(word) for word in _GENERIC.split())
"""Titles, particles and kinds of place: words of a span that tell nothing by themselves."""


def _outside(record: Mapping[str, Any]) -> str:
    text = list(record["text"])
    for span in record["spans"]:
        text[span["start"] : span["end"]] = " " * (span["end"] - span["start"])
    return fold_word("".join(text))


def _phrase(text: str) -> str:
    return " ".join(w.text for w in split(fold_word(text)))


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in text if unicodedata.digit(c, None) is not None)


def _runs(text: str) -> list[str]:
    """Digits that stand together, separators left out."""
    runs = [""]
    for char in text:
        digit = unicodedata.digit(char, None)
        if digit is not None:
            runs[-1] += str(digit)
        elif char not in _SEPARATORS:
            runs.append("")
    return runs


def _rate(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
