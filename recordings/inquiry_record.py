"""One inquiry with all that belongs to it, as the administrator's record page shows it."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

import msgspec
from sqlalchemy import Connection, select

from recordings import consents, events, inquiries, messages, sessions
from recordings.consents import Consent
from recordings.events import StoredEvent
from recordings.inquiries import Inquiry
from recordings.messages import Message
from recordings.sessions import Session, SessionTimes
from recordings.staff import staff


class SessionRecord(msgspec.Struct, frozen=True):
    """Events, messages and consents in the order in which they were stored."""

    session: Session
    times: SessionTimes
    events: list[StoredEvent]
    messages: list[Message]
    consents: list[Consent]


class InquiryRecord(msgspec.Struct, frozen=True):
    """Sessions in the order in which they joined. `people`: staff id to display name, of all named in it."""

    inquiry: Inquiry
    sessions: list[SessionRecord]
    people: dict[str, str]


def load(conn: Connection, inquiry_id: str) -> InquiryRecord:
    """A fixed number of queries, however many sessions. Raises RecordError `not_found`."""
    inquiry = inquiries.get(conn, inquiry_id)
    contacts = sessions.of_inquiry(conn, inquiry_id)
    ids = [session.id for session in contacts]
    happened = _by_session(events.of_sessions(conn, ids))
    said = _by_session(messages.of_sessions(conn, ids))
    agreed = _by_session(consents.of_sessions(conn, ids))
    return InquiryRecord(
        inquiry,
        [
            SessionRecord(
                session,
                sessions.times(session),
                happened.get(session.id, []),
                said.get(session.id, []),
                agreed.get(session.id, []),
            )
            for session in contacts
        ],
        _people(conn, contacts, happened, said),
    )


class _OfSession(Protocol):
    @property
    def session_id(self) -> str | None: ...


T = TypeVar("T", bound=_OfSession)


def _by_session(items: Iterable[T]) -> dict[str | None, list[T]]:
    grouped: dict[str | None, list[T]] = {}
    for item in items:
        grouped.setdefault(item.session_id, []).append(item)
    return grouped


def _people(
    conn: Connection,
    contacts: list[Session],
    happened: dict[str | None, list[StoredEvent]],
    said: dict[str | None, list[Message]],
) -> dict[str, str]:
    ids: set[Any] = {session.counselor_id for session in contacts}
    ids |= {event.counselor_id for group in happened.values() for event in group}
    ids |= {message.sender_id for group in said.values() for message in group}
    query = select(staff.c.id, staff.c.display_name).where(staff.c.id.in_(ids - {None}))
    return {row.id: row.display_name for row in conn.execute(query)}
