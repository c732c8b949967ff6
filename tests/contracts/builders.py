"""Rows that tests need before they can begin. Times are small round numbers: seconds since 1970."""

from sqlalchemy import Connection

from recordings import inquiries, messages, sessions, staff
from recordings.centres import DEFAULT_CENTRE_ID
from recordings.inquiries import Inquiry
from recordings.messages import Appended, NewMessage
from recordings.sessions import NewSession, Session
from recordings.staff import NewStaffMember, StaffMember
from recordings.words import Mode, Sender

CENTRE = DEFAULT_CENTRE_ID


def add_counselor(conn: Connection, staff_id: str = "kim", name: str = "김하늘") -> StaffMember:
    new = NewStaffMember(staff_id, CENTRE, f"{staff_id}1", name, "counselor", created_at=1.0)
    return staff.create(conn, new)


def add_inquiry(
    conn: Connection, inquiry_id: str = "i1", opened_at: float = 100.0, *, keeps_record: bool = True
) -> Inquiry:
    return inquiries.create(conn, inquiry_id, CENTRE, opened_at, keeps_record=keeps_record)


def add_session(
    conn: Connection,
    session_id: str = "s1",
    inquiry_id: str = "i1",
    *,
    mode: Mode = "text",
    joined_at: float = 100.0,
    keeps_record: bool = True,
) -> Session:
    new = NewSession(
        session_id,
        CENTRE,
        inquiry_id,
        mode,
        caller_id=f"caller-of-{session_id}",
        joined_at=joined_at,
        keeps_record=keeps_record,
        caller_name="이바다",
    )
    return sessions.create(conn, new)


def add_contact(conn: Connection, *, keeps_record: bool = True) -> Session:
    """An inquiry `i1` with its session `s1`."""
    add_inquiry(conn, keeps_record=keeps_record)
    return add_session(conn, keeps_record=keeps_record)


def say(
    conn: Connection,
    text: str,
    client_id: str = "m1",
    *,
    session_id: str = "s1",
    sender: Sender = "caller",
    kept: bool = True,
) -> Appended:
    sender_id = None if sender == "system" else f"{sender}-1"
    new = NewMessage(session_id, client_id, sender, sender_id, text, at=200.0, kept=kept)
    return messages.append(conn, new)
