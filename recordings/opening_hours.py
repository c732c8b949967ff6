"""When a way of talking is open, as administrators set it. `signaling.opening` decides what it means.

Without a row a mode is open at all times.
"""

from typing import Literal

import msgspec
from sqlalchemy import JSON, Column, Connection, ForeignKey, Integer, Table, insert, select, update

from recordings import rows
from recordings.errors import VersionConflict
from recordings.schema import Words, metadata
from recordings.words import Mode

opening_hours = Table(
    "opening_hours",
    metadata,
    Column("centre_id", Words, ForeignKey("centres.id"), primary_key=True),
    Column("mode", Words, primary_key=True),
    Column("rules", JSON, nullable=False),
    Column("message_ko", Words, nullable=False),
    Column("message_en", Words, nullable=False),
    Column("clip", Words, nullable=False),
    Column("version", Integer, nullable=False),
)

DAY_MINUTES = 24 * 60
MODES: tuple[Mode, ...] = ("video", "text")


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """Minutes from the day's midnight in Korea, `end` excluded; above 1440 it reaches into the next day."""

    start: int
    end: int


class Holiday(msgspec.Struct, frozen=True):
    """One date (`2026-12-25`) with other hours than its weekday's. No spans: closed."""

    day: str
    spans: tuple[Span, ...] = ()
    name: str = ""


class Forced(msgspec.Struct, frozen=True):
    """Open or closed, whatever the hours say, until a time (seconds since 1970, UTC)."""

    state: Literal["open", "closed"]
    until: float


class Rules(msgspec.Struct, frozen=True):
    """`always`: open day and night, holidays too. `week` has seven days, Monday first."""

    always: bool = True
    week: tuple[tuple[Span, ...], ...] = ((),) * 7
    holidays: tuple[Holiday, ...] = ()
    forced: Forced | None = None


class ModeHours(msgspec.Struct, frozen=True):
    """`message_*` is what callers read while it is closed; `clip` names the same in sign, "" none.

    `version` 0: never set.
    """

    mode: Mode
    rules: Rules = Rules()
    message_ko: str = ""
    message_en: str = ""
    clip: str = ""
    version: int = 0


def of_centre(conn: Connection, centre_id: str) -> dict[Mode, ModeHours]:
    """Every mode, set or not."""
    query = select(opening_hours).where(opening_hours.c.centre_id == centre_id)
    found = {row.mode: rows.as_struct(ModeHours, row) for row in conn.execute(query)}
    return {mode: found.get(mode, ModeHours(mode)) for mode in MODES}


def save(conn: Connection, centre_id: str, new: ModeHours) -> ModeHours:
    """`new.version` is the one that it was made from. Raises VersionConflict with the current ModeHours."""
    current = of_centre(conn, centre_id)[new.mode]
    if current.version != new.version:
        raise VersionConflict(current)
    values = {
        "centre_id": centre_id,
        "mode": new.mode,
        "rules": msgspec.to_builtins(new.rules),
        "message_ko": new.message_ko,
        "message_en": new.message_en,
        "clip": new.clip,
        "version": new.version + 1,
    }
    if new.version == 0:
        statement = insert(opening_hours).values(values).returning(opening_hours)
        return rows.as_struct(ModeHours, conn.execute(statement).one())
    this = (opening_hours.c.centre_id == centre_id, opening_hours.c.mode == new.mode)
    changed = update(opening_hours).where(*this).values(values).returning(opening_hours)
    return rows.as_struct(ModeHours, conn.execute(changed).one())
