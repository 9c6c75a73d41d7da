"""How many names of persons survive in public corpora, which stay where they are: none is shipped.

Of each corpus that lies in DIR the first 300 sentences with a person, in the order of its files; words are
put together again with single spaces, punctuation closed up. A name leaks when a word of three or more
letters of it survives (``feedback_api.deidentify.measure``). Over-redaction counts the words outside every
name that the corpus marks. No seed, no sampling; never tune on them.

    python benchmarks/deidentify_corpora.py --data DIR

| in DIR | what | from |
|---|---|---|
| conll2002/ned.testb | CoNLL-2002, Dutch newspapers | nltk/nltk_data, packages/corpora/conll2002.zip |
| wikineural/{fr,ru}.test.conllu | WikiNEuRal, non-commercial | Babelscape/wikineural, data/wikineural |
| arman/test_fold1.txt | ARMAN, Persian newspapers, academic use | HaniehP/PersianNER |
| aqmar/*.txt | AQMAR, Arabic Wikipedia, CC BY-SA 3.0 | HussamHallak/AQMAR-Arabic-NERC-Dataset |
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from feedback_api.deidentify.engine import Deidentifier, load_deidentifier
from feedback_api.deidentify.measure import measure
from feedback_api.terms.text import RawText

SENTENCES = 300
CLOSES = frozenset(".,;:!?)]}»…،؛؟%")
OPENS = frozenset("([{«")


@dataclass(frozen=True)
class Corpus:
    """One corpus on disk: ``word`` and ``kind`` are the columns of a line that hold word and label."""

    name: str
    language: str
    files: str
    word: int
    kind: int
    person: str
    lower: bool = False
    goal: float = 0.0


CORPORA = (
    Corpus("CoNLL-2002 nl", "nl", "conll2002/ned.testb", 0, 2, "PER", goal=1.5),
    Corpus("CoNLL-2002 nl, lower case", "nl", "conll2002/ned.testb", 0, 2, "PER", lower=True, goal=6),
    Corpus("WikiNEuRal fr", "fr", "wikineural/fr.test.conllu", 1, 2, "PER", goal=1),
    Corpus("WikiNEuRal ru", "ru", "wikineural/ru.test.conllu", 1, 2, "PER", goal=1),
    Corpus("ARMAN fa", "fa", "arman/test_fold1.txt", 0, 1, "pers", goal=7),
    Corpus("AQMAR ar", "ar", "aqmar/*.txt", 0, 1, "PER", goal=18),
)


def main() -> None:
    """Measure what is there and print one row for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the corpora")
    options = parser.parse_args()
    engine = load_deidentifier()
    print("| corpus | sentences | names | leak | goal | over-redaction | sentences/s |")  # noqa: T201
    print("|---|---|---|---|---|---|---|")  # noqa: T201
    with Progress(console=Console(stderr=True)) as progress:
        for corpus in progress.track(CORPORA, description="Corpora"):
            print(_row(corpus, options.data, engine), flush=True)  # noqa: T201


def _row(corpus: Corpus, data: Path, engine: Deidentifier) -> str:
    files = sorted(data.glob(corpus.files))
    if not files:
        return f"| {corpus.name} | skipped: {corpus.files} is not there |"
    if not _has_words(engine, corpus.language):
        return f"| {corpus.name} | skipped: the engine has no word list for {corpus.language} |"
    gold = list(islice(_with_person(files, corpus), SENTENCES))
    started = time.perf_counter()
    redacted = {r["id"]: engine.deidentify(RawText(r["text"]), r["lang"]).text for r in gold}
    speed = len(gold) / (time.perf_counter() - started)
    score = measure(gold, redacted)["all"]
    return (
        f"| {corpus.name} | {len(gold)} | {score.persons} | {_percent(score.person_leak_rate)} "
        f"| ≤ {corpus.goal:g} % | {_percent(score.over_redaction)} | {speed:.0f} |"
    )


def _has_words(engine: Deidentifier, language: str) -> bool:
    """Whether the engine has a word list for the language; without one it keeps no word at all."""
    return any(span.found_by != "no keep list" for span in engine.spans(RawText("7 8 9"), language))


def _with_person(files: Sequence[Path], corpus: Corpus) -> Iterator[dict[str, Any]]:
    for number, sentence in enumerate(_sentences(files, corpus)):
        record = _to_record(f"{corpus.name} {number}", sentence, corpus)
        if any(span["label"] == "PERSON" for span in record["spans"]):
            yield record


def _sentences(files: Sequence[Path], corpus: Corpus) -> Iterator[list[tuple[str, str]]]:
    """Words with their labels; lines that a corpus spoilt are read as words outside any name."""
    sentence: list[tuple[str, str]] = []
    for file in files:
        for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
            columns = line.split()
            if len(columns) > corpus.kind:
                sentence.append((columns[corpus.word], columns[corpus.kind]))
            elif sentence:
                yield sentence
                sentence = []


def _to_record(name: str, sentence: Sequence[tuple[str, str]], corpus: Corpus) -> dict[str, Any]:
    """A gold record: persons are what must go, other names are what may."""
    text, spans, before = "", list[dict[str, Any]](), "O"
    for word, kind in sentence:
        if text and word not in CLOSES and text[-1] not in OPENS:
            text += " "
        start, label = len(text), kind.partition("-")[2]
        text += word.lower() if corpus.lower and len(word.lower()) == len(word) else word
        if label and kind.startswith("I") and before == label:
            spans[-1]["end"] = len(text)
        elif label:
            spans.append({"start": start, "end": len(text), "label": label})
        before = label
    for span in spans:
        span["text"] = text[span["start"] : span["end"]]
    persons = [span | {"label": "PERSON"} for span in spans if span["label"] == corpus.person]
    others = [span for span in spans if span["label"] != corpus.person]
    return {
        "id": name, "lang": corpus.language, "text": text, "spans": persons, "optional": others, "keep": [],
    }  # fmt: skip


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


if __name__ == "__main__":
    main()
