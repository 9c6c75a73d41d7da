"""What somebody finds who seizes the disk: every file of a database, and every order that rows lie in."""

from pathlib import Path

from sqlalchemy import Engine, text

Orders = dict[str, list[int]]


def lie_where(database: Engine, marks: list[bytes]) -> Orders:
    """Every physical order: for each marked text, in the order given, its place in it."""
    kept = {
        mark: row
        for row in _rows(database, "SELECT improve, id FROM feedback_record")
        for mark in [str(row[0]).encode()[: len(marks[0])]]
    }
    handed_out, keys = list(kept), sorted(bytes(row[1]) for row in kept.values())
    orders = {
        "handed out": [handed_out.index(mark) for mark in marks],
        "key": [keys.index(bytes(kept[mark][1])) for mark in marks],
    }
    return orders | (_sqlite if database.dialect.name == "sqlite" else _postgresql)(database, marks)


def everything(database: Engine) -> dict[str, bytes]:
    """Every file by its path: tables, freed pages, journals, write-ahead log, statistics."""
    if database.dialect.name == "sqlite":
        file = _file(database)
        return {path.name: path.read_bytes() for path in file.parent.glob(file.name + "*")}
    folder = Path(str(_rows(database, "SHOW data_directory")[0][0]))
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def copies(marks: list[bytes], files: dict[str, bytes]) -> dict[str, int]:
    """How many of the marks each file holds, counted with repeats; files without any are left out."""
    counted = {
        name: sum(map(content.count, marks)) for name, content in files.items() if marks[0][:9] in content
    }
    return {name: count for name, count in counted.items() if count}


def first_places(marks: list[bytes], content: bytes) -> list[int]:
    """Offset of each mark's first copy, in bytes."""
    return [content.find(mark) for mark in marks]


def _sqlite(database: Engine, marks: list[bytes]) -> Orders:
    content = _file(database).read_bytes()
    page = int.from_bytes(content[16:18], "big")
    offsets = first_places(marks, content)
    return {
        "offset in the file": offsets,
        "page": [offset // page for offset in offsets],
        "offset in the page": [offset % page for offset in offsets],
    }


def _postgresql(database: Engine, marks: list[bytes]) -> Orders:
    found = _rows(
        database,
        "SELECT r.improve, r.ctid::text, r.xmin::text, a.ctid::text, a.xmin::text"
        " FROM feedback_record r JOIN theme_assignment a ON a.record_id = r.id AND a.theme = 'other'",
    )
    by_mark = {str(row[0]).encode()[: len(marks[0])]: [str(value) for value in row[1:]] for row in found}
    names = ("ctid", "xmin", "ctid of the theme", "xmin of the theme")
    # One partition: all that was sent is of one quarter.
    partition = "SELECT pg_relation_filepath(inhrelid) FROM pg_inherits"
    ((relation,),) = _rows(database, f"{partition} WHERE inhparent = 'feedback_record'::regclass")
    heap = next(content for name, content in everything(database).items() if name == relation)
    return {name: [_number(by_mark[mark][place]) for mark in marks] for place, name in enumerate(names)} | {
        "offset in the heap": first_places(marks, heap)
    }


def _number(written: str) -> int:
    block, _, line = written.strip("()").partition(",")
    return int(block) * 1000 + int(line or 0)


def _file(database: Engine) -> Path:
    return Path(str(database.url.database))


def _rows(database: Engine, query: str) -> list[tuple[object, ...]]:
    with database.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]
