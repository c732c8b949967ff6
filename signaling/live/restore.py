"""Loads what a restart needs: unfinished sessions, their events, words and texts."""

from typing import cast

import msgspec

from recordings import events, heartbeat, inquiries, messages, sessions, staff
from recordings.connection import Connection
from recordings.inquiries import Inquiry
from recordings.sessions import Session
from signaling.desk import event_from_dict
from signaling.desk.events import Event
from signaling.live.live_session import LiveSession
from signaling.live.texts import to_view
from signaling.protocol.shared import Language
from signaling.protocol.views import Record

WITHOUT_SESSION = (
    "CounselorSignedIn",
    "CounselorSignedOut",
    "AvailabilityChanged",
    "PartyLost",
    "PartyReturned",
    "DeadlineShifted",
)
"""Events that belong to no session and still shape the desk's state."""


class Restored(msgspec.Struct):
    """`last_alive` is None at the very first start. `names` are the staff's display names by id."""

    events: list[Event]
    sessions: dict[str, LiveSession]
    names: dict[str, str]
    last_alive: float | None


def restore(conn: Connection, centre_id: str) -> Restored:
    live = {
        session.id: _live(conn, session, inquiries.get(conn, session.inquiry_id))
        for session in sessions.of_unfinished(conn)
    }
    names = {member.id: member.display_name for member in staff.of_centre(conn, centre_id)}
    for session in sessions.of_unfinished(conn):
        live[session.id].counselor_name = names.get(session.counselor_id or "", "")
    return Restored(
        events=[event_from_dict(row.data) for row in events.for_restart(conn, WITHOUT_SESSION)],
        sessions=live,
        names=names,
        last_alive=heartbeat.last(conn),
    )


def _live(conn: Connection, session: Session, inquiry: Inquiry) -> LiveSession:
    return LiveSession(
        session_id=session.id,
        inquiry_id=session.inquiry_id,
        inquiry_number=inquiry.number,
        caller_id=session.caller_id,
        caller_name=session.caller_name or "",
        language=cast(Language, session.language),
        emergency=session.emergency,
        keeps_record=session.keeps_record,
        joined_at=session.joined_at,
        record=record_view(inquiry),
        messages=[to_view(message) for message in messages.of_session(conn, session.id)],
        answered_at=session.answered_at,
        ended_at=session.ended_at,
        ended_by=session.end_reason if session.end_reason in ("caller", "counselor") else "system",
    )


def record_view(inquiry: Inquiry) -> Record:
    return Record(
        version=inquiry.version,
        subject=inquiry.subject,
        notes=inquiry.notes,
        category=inquiry.category or "",
        outcome=inquiry.outcome or "",
    )
