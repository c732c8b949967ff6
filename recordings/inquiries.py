"""Inquiries: the cases in the shared record. Each has one or more sessions."""

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    select,
)

from recordings import rows
from recordings.errors import RecordError
from recordings.public_numbers import new_public_number
from recordings.schema import Words, id_column, metadata, time_column

inquiries = Table(
    "inquiries",
    metadata,
    id_column(),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    Column("number", Words, nullable=False, unique=True),
    Column("category", Words),
    Column("outcome", Words),
    Column("subject", Words, nullable=False),
    Column("notes", Words, nullable=False),
    Column("keeps_record", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    time_column("opened_at"),
    time_column("closed_at", nullable=True),
    ForeignKeyConstraint(["centre_id", "category"], ["categories.centre_id", "categories.key"]),
    ForeignKeyConstraint(["centre_id", "outcome"], ["outcomes.centre_id", "outcomes.key"]),
    Index(None, "centre_id", "opened_at", "id"),
    Index(None, "centre_id", "category", "opened_at", "id"),
    Index(None, "centre_id", "outcome", "opened_at", "id"),
)

_TRIES = 5


class Inquiry(msgspec.Struct, frozen=True):
    """`keeps_record` is False when the caller refused: then only times and outcome survive the close."""

    id: str
    centre_id: str
    number: str
    category: str | None
    outcome: str | None
    subject: str
    notes: str
    keeps_record: bool
    version: int
    opened_at: float
    closed_at: float | None


def create(
    conn: Connection, inquiry_id: str, centre_id: str, opened_at: float, *, keeps_record: bool
) -> Inquiry:
    """Gives the inquiry a public number that no other has."""
    values = {
        "id": inquiry_id,
        "centre_id": centre_id,
        "subject": "",
        "notes": "",
        "keeps_record": keeps_record,
        "version": 1,
        "opened_at": opened_at,
    }
    statement = rows.insert_or(conn, inquiries).on_conflict_do_nothing(index_elements=["number"])
    for _ in range(_TRIES):
        number = new_public_number(opened_at)
        row = conn.execute(
            statement.values(values | {"number": number}).returning(*inquiries.c)
        ).first()
        if row is not None:
            return rows.as_struct(Inquiry, row)
    raise RecordError("record_conflict", "no free inquiry number found")


def get(conn: Connection, inquiry_id: str) -> Inquiry:
    """Raises RecordError `not_found`."""
    row = conn.execute(select(inquiries).where(inquiries.c.id == inquiry_id)).one_or_none()
    return rows.as_found(Inquiry, row)


def find_by_number(conn: Connection, centre_id: str, number: str) -> Inquiry | None:
    """The number as people type it: small letters and blanks around it do not matter."""
    same = (inquiries.c.centre_id == centre_id, inquiries.c.number == number.strip().upper())
    return rows.as_optional(Inquiry, conn.execute(select(inquiries).where(*same)).one_or_none())
