"""Turn the marked-up messages of each dev-*.txt into a .jsonl beside it, with offsets that are right."""

import json
import re
from pathlib import Path

_MARK = re.compile(r"\{([A-Z]+|\?):([^{}]*)\}")


def to_record(number: int, line: str, source: str = "dev") -> dict[str, object]:
    """One gold record from one marked-up line."""
    language, _, rest = line.partition("  ")
    marked, _, keep = rest.partition(" || ")
    text, spans, optional, at = "", [], [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        span = {"start": len(text), "end": len(text) + len(mark[2]), "label": mark[1], "text": mark[2]}
        (optional if mark[1] == "?" else spans).append(span)
        text += mark[2]
        at = mark.end()
    text += marked[at:]
    return {
        "id": f"{source}-{language}-{number:03d}",
        "lang": language,
        "text": text,
        "spans": spans,
        "optional": optional,
        "keep": [k.strip() for k in keep.split(";") if k.strip()],
    }


def records(source: Path) -> list[dict[str, object]]:
    """The gold records of one marked-up file."""
    lines = [x for x in source.read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]
    return [to_record(number, line, source.stem) for number, line in enumerate(lines, 1)]


def main() -> None:
    """Write the records beside each source."""
    for source in sorted(Path(__file__).parent.glob("dev-*.txt")):
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records(source))
        source.with_suffix(".jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
