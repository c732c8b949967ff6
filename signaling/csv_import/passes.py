"""Going over a file: a first pass checks all rows and stores nothing, a second stores those that fit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from recordings.connection import Connection
from recordings.database import Database
from recordings.seen_keys import SeenKeys
from signaling.csv_import.csv_rows import Rejected, Row
from signaling.csv_import.kind import Item, Kind

T = TypeVar("T")
CHUNK = 500
"""Rows in memory, and in a transaction: so a running server waits for none of them long."""


@dataclass
class Counts:
    """Rows by what becomes of them."""

    good: int = 0
    already_there: int = 0
    rejected: int = 0


async def check_all(
    database: Database,
    kind: Kind[T],
    rows: Iterable[Row | Rejected],
    report: Callable[[Rejected], None],
) -> Counts:
    """Tells of every row that will not be imported, in the order of the file's chunks."""
    counts = Counts()
    for items, wrong in _chunks(kind, rows):
        there = await database.read(lambda conn, items=items: kind.already_there(conn, items))  # type: ignore[misc]
        wrong += [Rejected(i.line, i.column, "already_there") for i in items if i.line in there]
        for each in sorted(wrong, key=lambda each: each.line):
            report(each)
        counts.good += len(items) - len(there)
        counts.already_there += len(there)
        counts.rejected += len({each.line for each in wrong}) - len(there)
    return counts


async def store_good(database: Database, kind: Kind[T], rows: Iterable[Row | Rejected]) -> int:
    """How many were stored. What came to be there since the check is looked for once more."""

    def store(conn: Connection, items: list[Item[T]]) -> int:
        there = kind.already_there(conn, items)
        new = [item for item in items if item.line not in there]
        kind.store(conn, new)
        return len(new)

    stored = 0
    for items, _ in _chunks(kind, rows):
        stored += await database.write(lambda conn, items=items: store(conn, items))  # type: ignore[misc]
    return stored


def _chunks(
    kind: Kind[T], rows: Iterable[Row | Rejected]
) -> Iterator[tuple[list[Item[T]], list[Rejected]]]:
    with SeenKeys() as seen:
        items: list[Item[T]] = []
        wrong: list[Rejected] = []
        for row in rows:
            found = [row] if isinstance(row, Rejected) else kind.check(row, seen)
            if isinstance(found, list):
                wrong += found
            else:
                items.append(found)
            if len(items) + len(wrong) >= CHUNK:
                yield items, wrong
                items, wrong = [], []
        yield items, wrong
