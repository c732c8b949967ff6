"""Inquiries from before Sonmal, taken over many at a time. They are closed, and have no sessions."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, insert, or_, select

from recordings import search
from recordings.inquiries import inquiries
from recordings.public_numbers import new_public_number


class OldInquiry(msgspec.Struct, frozen=True):
    """`id` is made from the content, so that the same row is known again. No number: it gets a new one."""

    id: str
    centre_id: str
    number: str | None
    opened_at: float
    category: str | None
    outcome: str | None
    subject: str
    notes: str


def already_there(conn: Connection, old: Sequence[OldInquiry]) -> set[str]:
    """The ids of those that are in the record, by id or by number."""
    numbers = [each.number for each in old if each.number]
    query = select(inquiries.c.id, inquiries.c.number).where(
        or_(inquiries.c.id.in_([each.id for each in old]), inquiries.c.number.in_(numbers))
    )
    found = conn.execute(query).all()
    ids, taken = {row.id for row in found}, {row.number for row in found}
    return {each.id for each in old if each.id in ids or each.number in taken}


def add(conn: Connection, old: Sequence[OldInquiry]) -> None:
    """Makes them findable too. Raises RecordError `record_conflict` when one is there already."""
    if not old:
        return
    numbered = [
        msgspec.structs.replace(each, number=each.number or new_public_number(each.opened_at))
        for each in old
    ]
    conn.execute(insert(inquiries), [_values(each) for each in numbered])
    search.index_new(
        conn,
        [
            (each.id, each.centre_id, [each.number or "", each.subject, each.notes])
            for each in numbered
        ],
    )


def _values(old: OldInquiry) -> dict[str, object]:
    closed = {"keeps_record": True, "version": 1, "closed_at": old.opened_at}
    return msgspec.structs.asdict(old) | closed
