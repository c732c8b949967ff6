"""Keeping: the audit becomes a hash chain for each writer and day; what was written before is chained too."""

from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import sqlalchemy as sa
from alembic import op

from recordings.audit_hash import entry_hash, opening_hash

revision = "0002_keeping"
down_revision = "0001_first_call"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KOREA = timezone(timedelta(hours=9), "KST")
# Only what existing entries need before they are chained; PostgreSQL loses it again below.
ADDED: tuple[tuple[str, sa.Text | sa.Integer, str], ...] = (
    ("writer", sa.Text(), "web"),
    ("day_number", sa.Integer(), "0"),
    ("position", sa.Integer(), "0"),
    ("hash", sa.Text(), ""),
)


def upgrade() -> None:
    _create_audit_days()
    _create_audit_checks()
    for name, kind, default in ADDED:
        op.add_column("audit", sa.Column(name, kind, nullable=False, server_default=default))
    _chain_what_is_there()
    if op.get_bind().dialect.name == "postgresql":
        for name, _, _ in ADDED:
            op.alter_column("audit", name, server_default=None)
    op.create_index(
        "ix_audit_chain", "audit", ["centre_id", "writer", "day_number", "position"], unique=True
    )
    op.create_index("ix_audit_centre_id_at", "audit", ["centre_id", "at"])
    op.create_index("ix_audit_centre_id_staff_id_seq", "audit", ["centre_id", "staff_id", "seq"])
    op.create_index("ix_audit_centre_id_action_seq", "audit", ["centre_id", "action", "seq"])


def _create_audit_days() -> None:
    op.create_table(
        "audit_days",
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("dropped_at", sa.Double()),
        sa.PrimaryKeyConstraint("centre_id", "writer", "number", name="pk_audit_days"),
    )


def _create_audit_checks() -> None:
    op.create_table(
        "audit_checks",
        sa.Column("seq", BIG, autoincrement=True, nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("until", sa.Double()),
        sa.Column("code", sa.Text()),
        sa.Column("broken_day", sa.Text()),
        sa.Column("broken_seq", sa.Integer()),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_audit_checks_centre_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_audit_checks_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_checks"),
        sqlite_autoincrement=True,
    )


AUDIT = sa.table(
    "audit",
    *(sa.column(name) for name in ("seq", "centre_id", "at", "staff_id", "address", "action")),
    *(sa.column(name) for name in ("object_kind", "object_id", "writer", "day_number")),
    sa.column("detail", sa.JSON()),
    *(sa.column(name) for name in ("position", "hash")),
)
DAYS = sa.table(
    "audit_days",
    *(sa.column(name) for name in ("centre_id", "writer", "number", "day", "previous")),
    *(sa.column(name) for name in ("entries", "hash")),
)
CHUNK = 1000


def _chain_what_is_there() -> None:
    """In the order in which it was written; a chunk at a time, as a log may be long."""
    last = 0
    open_days: dict[str, SimpleNamespace] = {}
    while found := _entries_after(last):
        for entry in found:
            _append(open_days, entry)
        last = found[-1].seq
    for day in open_days.values():
        _close(day)


def _entries_after(seq: int) -> list[sa.Row[tuple[object, ...]]]:
    query = sa.select(AUDIT).where(AUDIT.c.seq > seq).order_by(AUDIT.c.seq).limit(CHUNK)
    return list(op.get_bind().execute(query))


def _append(open_days: dict[str, SimpleNamespace], entry: sa.Row[tuple[object, ...]]) -> None:
    today = datetime.fromtimestamp(entry.at, KOREA).date().isoformat()
    day = open_days.get(entry.centre_id)
    if day is None or day.day != today:
        day = open_days[entry.centre_id] = _begin(day, entry.centre_id, today)
    day.entries += 1
    day.hash = entry_hash(day.hash, day.entries, entry)
    link = {"day_number": day.number, "position": day.entries, "hash": day.hash}
    op.get_bind().execute(sa.update(AUDIT).where(AUDIT.c.seq == entry.seq).values(link))


def _begin(last: SimpleNamespace | None, centre_id: str, today: str) -> SimpleNamespace:
    number, previous = (1, "") if last is None else (last.number + 1, last.hash)
    if last is not None:
        _close(last)
    opening = opening_hash(centre_id, "web", number, today, previous)
    values = {"centre_id": centre_id, "writer": "web", "number": number, "day": today}
    return SimpleNamespace(**values, previous=previous, entries=0, hash=opening)


def _close(day: SimpleNamespace) -> None:
    op.get_bind().execute(sa.insert(DAYS).values(vars(day)))
