"""Changes to an inquiry by people: every save names the version that it was made from."""

from typing import Any

import msgspec
from sqlalchemy import Connection, update

from recordings import categories, outcomes, rows, search
from recordings import inquiries as inquiry_rows
from recordings.errors import RecordError, VersionConflict
from recordings.inquiries import Inquiry, inquiries


class InquiryChanges(msgspec.Struct, frozen=True):
    """What is left unset stays as it is. None takes the category or outcome away."""

    category: str | msgspec.UnsetType | None = msgspec.UNSET
    outcome: str | msgspec.UnsetType | None = msgspec.UNSET
    subject: str | msgspec.UnsetType = msgspec.UNSET
    notes: str | msgspec.UnsetType = msgspec.UNSET


def save(conn: Connection, inquiry_id: str, version: int, changes: InquiryChanges) -> Inquiry:
    """The inquiry after the change, its version one higher.

    Raises VersionConflict (`current` is an Inquiry) or RecordError `not_found`, `not_kept`,
    `unknown_category`, `unknown_outcome`.
    """
    values = {
        name: new for name, new in rows.values_of(changes).items() if new is not msgspec.UNSET
    }
    current = inquiry_rows.get(conn, inquiry_id)
    _check(conn, current, values)
    row = conn.execute(
        update(inquiries)
        .where(inquiries.c.id == inquiry_id, inquiries.c.version == version)
        .values(values | {"version": version + 1})
        .returning(*inquiries.c)
    ).one_or_none()
    if row is None:
        raise VersionConflict(current)
    if current.closed_at is not None:
        search.index_inquiry(conn, inquiry_id)
    return rows.as_struct(Inquiry, row)


def _check(conn: Connection, inquiry: Inquiry, values: dict[str, Any]) -> None:
    category, outcome = values.get("category"), values.get("outcome")
    if inquiry.closed_at is not None and not inquiry.keeps_record and values.keys() - {"outcome"}:
        raise RecordError("not_kept")
    if category is not None and not categories.exists(conn, inquiry.centre_id, category):
        raise RecordError("unknown_category")
    if outcome is not None and not outcomes.exists(conn, inquiry.centre_id, outcome):
        raise RecordError("unknown_outcome")
