"""The list of inquiries that administrators look through: newest first, filtered, a page at a time."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, func, select, tuple_

from recordings import rows, search
from recordings.inquiries import inquiries
from recordings.korea_time import day_end, day_start
from recordings.page_cursor import PageCursor, decode_cursor
from recordings.sessions import sessions
from recordings.staff import staff
from recordings.words import Mode

SNIPPET_LENGTH = 160
MAX_PAGE = 200


class InquiryFilter(msgspec.Struct, frozen=True):
    """None and "" mean any. Days are Korea's, both included. `mode` and `counselor_id`: of any session."""

    centre_id: str
    first_day: date | None = None
    last_day: date | None = None
    mode: Mode | None = None
    counselor_id: str | None = None
    category: str | None = None
    outcome: str | None = None
    text: str = ""


class InquiryListRow(msgspec.Struct, frozen=True):
    """`mode` and `counselor_name` are of the latest session; seconds are summed over all sessions.

    `snippet` is the beginning of the notes, at most SNIPPET_LENGTH code points.
    """

    id: str
    number: str
    opened_at: float
    closed_at: float | None
    mode: Mode | None
    category: str | None
    outcome: str | None
    counselor_id: str | None
    counselor_name: str | None
    session_count: int
    waited: float | None
    talked: float | None
    subject: str
    snippet: str


class InquiryPage(msgspec.Struct, frozen=True):
    """`next_cursor` is None on the last page."""

    rows: list[InquiryListRow]
    next_cursor: str | None


def page(
    conn: Connection, wanted: InquiryFilter, *, limit: int = 50, cursor: str | None = None
) -> InquiryPage:
    """One page in one query. `limit` is held between 1 and MAX_PAGE. Raises RecordError `bad_cursor`."""
    limit = max(1, min(limit, MAX_PAGE))
    query = page_query(conn, wanted, limit + 1, cursor)
    found = rows.as_structs(InquiryListRow, conn.execute(query))
    shown = found[:limit]
    more = len(found) > limit
    return InquiryPage(
        shown, PageCursor(shown[-1].opened_at, shown[-1].id).encode() if more else None
    )


def page_query(
    conn: Connection, wanted: InquiryFilter, limit: int, cursor: str | None
) -> Select[Any]:
    """The inquiries of the page are found first; only for those the sessions are looked up."""
    newest_first = (inquiries.c.opened_at.desc(), inquiries.c.id.desc())
    found = select(inquiries).where(*_conditions(conn, wanted)).order_by(*newest_first).limit(limit)
    if cursor is not None:
        last = decode_cursor(cursor)
        key = tuple_(inquiries.c.opened_at, inquiries.c.id)
        found = found.where(key < tuple_(last.at, last.row_id))
    return _shown(found)


def _conditions(conn: Connection, wanted: InquiryFilter) -> list[ColumnElement[bool]]:
    conditions = [inquiries.c.centre_id == wanted.centre_id]
    if wanted.first_day is not None:
        conditions.append(inquiries.c.opened_at >= day_start(wanted.first_day))
    if wanted.last_day is not None:
        conditions.append(inquiries.c.opened_at < day_end(wanted.last_day))
    for name in ("category", "outcome"):
        if getattr(wanted, name) is not None:
            conditions.append(inquiries.c[name] == getattr(wanted, name))
    conditions += _session_conditions(wanted)
    matching = search.matches(conn, wanted.text)
    return conditions if matching is None else [*conditions, matching]


def _session_conditions(wanted: InquiryFilter) -> list[ColumnElement[bool]]:
    names = [name for name in ("mode", "counselor_id") if getattr(wanted, name) is not None]
    if not names:
        return []
    having = (sessions.c[name] == getattr(wanted, name) for name in names)
    return [select(sessions.c.id).where(sessions.c.inquiry_id == inquiries.c.id, *having).exists()]


def _shown(found: Select[Any]) -> Select[Any]:
    inquiry = found.subquery("found")
    latest = sessions.alias("latest")
    latest_id = (
        select(sessions.c.id)
        .where(sessions.c.inquiry_id == inquiry.c.id)
        .order_by(sessions.c.joined_at.desc(), sessions.c.id.desc())
        .limit(1)
        .correlate(inquiry)
        .scalar_subquery()
    )
    answered_or_ended = func.coalesce(sessions.c.answered_at, sessions.c.ended_at)
    return (
        select(
            *(inquiry.c[name] for name in ("id", "number", "opened_at", "closed_at")),
            *(inquiry.c[name] for name in ("category", "outcome", "subject")),
            func.substr(inquiry.c.notes, 1, SNIPPET_LENGTH).label("snippet"),
            latest.c.mode,
            latest.c.counselor_id,
            staff.c.display_name.label("counselor_name"),
            _of_sessions(inquiry, func.count()).label("session_count"),
            _of_sessions(inquiry, func.sum(answered_or_ended - sessions.c.joined_at)).label(
                "waited"
            ),
            _of_sessions(inquiry, func.sum(sessions.c.ended_at - sessions.c.answered_at)).label(
                "talked"
            ),
        )
        .select_from(inquiry)
        .outerjoin(latest, latest.c.id == latest_id)
        .outerjoin(staff, staff.c.id == latest.c.counselor_id)
        .order_by(inquiry.c.opened_at.desc(), inquiry.c.id.desc())
    )


def _of_sessions(inquiry: Any, total: Any) -> ScalarSelect[Any]:
    query = select(total).where(sessions.c.inquiry_id == inquiry.c.id)
    return query.select_from(sessions).correlate(inquiry).scalar_subquery()
