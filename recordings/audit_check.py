"""Does the audit log still hold together? Walks every chain and finds the first entry that does not fit.

What somebody changed in the database itself is found: an entry changed, deleted, inserted or moved, a
day's hash changed or deleted, a whole day taken out. Not found is a log whose newest end was cut off
together with its hashes, or that was computed anew to its end: against that somebody notes the hash
elsewhere, and asks for it later (`noted`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Row, Select, and_, select

from recordings import audit_days as days_table
from recordings import rows
from recordings.audit import StoredAuditEntry, audit
from recordings.audit_days import AuditDay, audit_days
from recordings.audit_hash import entry_hash, opening_hash
from recordings.korea_time import day_end, day_of, day_start

CHUNK = 1000

BreakCode = Literal[
    "entry_changed",  # does not follow from the one before: changed, inserted or moved
    "entry_missing",
    "entry_added",  # more entries than the day's hash knows of
    "order_changed",
    "closing_missing",
    "closing_changed",
]


class AuditBreak(msgspec.Struct, frozen=True):
    """`seq` is the number of the entry that does not fit; None where it is gone, or a day's hash is meant."""

    code: BreakCode
    day: str
    writer: str
    position: int
    seq: int | None


class AuditCheck(msgspec.Struct, frozen=True):
    """`until` is the time of the newest entry that fits; `newest` the last day of each writer, to note.

    `noted_found` is whether the hash asked for was met; True without one.
    """

    entries: int
    until: float | None
    kept_from: str | None
    newest: tuple[AuditDay, ...]
    broken: AuditBreak | None
    noted_found: bool


class _ChainedEntry(StoredAuditEntry, frozen=True, kw_only=True):
    day_number: int
    position: int
    hash: str


class _Walk:
    """What one walk over the entries has met."""

    def __init__(self, noted: str | None) -> None:
        self.noted = noted
        self.noted_found = noted is None
        self.entries = 0
        self.until: float | None = None
        self.visited: set[tuple[str, int]] = set()
        self._last_seq: dict[str, int] = {}

    def meet(self, digest: str) -> None:
        if digest == self.noted:
            self.noted_found = True

    def day(self, found: Iterable[Row[Any]]) -> AuditBreak | None:
        """The first thing wrong in the entries of one writer and day number."""
        position, before, closing = 0, "", None
        for row in found:
            entry = rows.as_struct(_ChainedEntry, row)
            if closing is None:
                self.visited.add((entry.writer, entry.day_number))
                closing = _closing_of(row)
                if closing is None:
                    return _break("closing_missing", entry)
                before = _opening_of(closing)
            position += 1
            before = entry_hash(before, position, entry)
            wrong = self._wrong(entry, position, before, closing)
            if wrong is not None:
                return _break(wrong, entry, closing.day)
            self._fits(entry)
        return _end_of(closing, position, before) if closing else None

    def _wrong(
        self, entry: _ChainedEntry, position: int, expected: str, closing: AuditDay
    ) -> BreakCode | None:
        if entry.position != position:
            return "entry_missing"
        if position > closing.entries:
            return "entry_added"
        if entry.hash != expected:
            return "entry_changed"
        return "order_changed" if entry.seq <= self._last_seq.get(entry.writer, 0) else None

    def _fits(self, entry: _ChainedEntry) -> None:
        self._last_seq[entry.writer] = entry.seq
        self.entries += 1
        self.until = max(entry.at, self.until or entry.at)
        self.meet(entry.hash)


def check(
    conn: Connection, centre_id: str, day: date | None = None, noted: str | None = None
) -> AuditCheck:
    """Everything that is kept, or one day's entries. Streams: memory does not grow with the log."""
    # Read first: days that begin, and entries that come, while the walk goes on are no break.
    days = days_table.of_centre(conn, centre_id)
    walk = _Walk(noted)
    breaks = [broken for broken in _broken_days(days) if _is_of(day, broken)]
    found = conn.execute(
        _entries(centre_id, day), execution_options={"stream_results": True, "yield_per": CHUNK}
    )
    for _, entries in groupby(found, key=lambda row: (row.writer, row.day_number)):
        broken = walk.day(entries)
        if broken is not None:
            breaks.append(broken)
    for kept in days:
        walk.meet(kept.hash)
    breaks += _without_entries(days, walk.visited, day)
    return AuditCheck(
        entries=walk.entries,
        until=walk.until,
        kept_from=min((one.day for one in days if one.dropped_at is None), default=None),
        newest=tuple({one.writer: one for one in days}.values()),
        broken=min(breaks, key=lambda b: (b.day, b.writer, b.position), default=None),
        noted_found=walk.noted_found,
    )


def _entries(centre_id: str, day: date | None) -> Select[Any]:
    """Each entry beside its day: one statement sees both as they were at one moment."""
    same = and_(
        audit_days.c.centre_id == audit.c.centre_id,
        audit_days.c.writer == audit.c.writer,
        audit_days.c.number == audit.c.day_number,
    )
    query = (
        select(audit, *(column.label(f"day_{column.name}_") for column in audit_days.c))
        .outerjoin(audit_days, same)
        .where(audit.c.centre_id == centre_id)
        .order_by(audit.c.writer, audit.c.day_number, audit.c.position)
    )
    if day is None:
        return query
    return query.where(audit.c.at >= day_start(day), audit.c.at < day_end(day))


def _closing_of(row: Row[Any]) -> AuditDay | None:
    values = {name: row._mapping[f"day_{name}_"] for name in AuditDay.__struct_fields__}
    return None if values["number"] is None else AuditDay(**values)


def _opening_of(day: AuditDay) -> str:
    return opening_hash(day.centre_id, day.writer, day.number, day.day, day.previous)


def _end_of(day: AuditDay, position: int, last: str) -> AuditBreak | None:
    if position < day.entries:
        return AuditBreak("entry_missing", day.day, day.writer, position + 1, None)
    if last != day.hash:
        return AuditBreak("closing_changed", day.day, day.writer, position, None)
    return None


def _broken_days(days: Iterable[AuditDay]) -> Iterator[AuditBreak]:
    """Days of one writer that do not follow each other; also seen where their entries are long dropped."""
    for writer, own in groupby(days, key=lambda one: one.writer):
        for last, one in pairwise([None, *own]):
            assert one is not None
            number, previous = (0, "") if last is None else (last.number, last.hash)
            if one.number != number + 1:
                yield AuditBreak("closing_missing", one.day, writer, 0, None)
            elif one.previous != previous:
                yield AuditBreak("closing_changed", one.day, writer, 0, None)


def _without_entries(
    days: list[AuditDay], visited: set[tuple[str, int]], only: date | None
) -> Iterator[AuditBreak]:
    """Retention drops the oldest days: an empty day after a kept one was emptied by somebody else."""
    oldest_kept = min((one.day for one in days if one.dropped_at is None), default="")
    for one in days:
        if (one.writer, one.number) in visited or (only and one.day != only.isoformat()):
            continue
        if one.dropped_at is None or one.day >= oldest_kept > "":
            yield AuditBreak("entry_missing", one.day, one.writer, 1, None)


def _break(code: BreakCode, entry: _ChainedEntry, day: str = "") -> AuditBreak:
    shown = day or day_of(entry.at).isoformat()
    return AuditBreak(code, shown, entry.writer, entry.position, entry.seq)


def _is_of(day: date | None, broken: AuditBreak) -> bool:
    return day is None or broken.day == day.isoformat()
