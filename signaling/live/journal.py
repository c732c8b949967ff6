"""Desk events as rows: the event log, and what they mean for the session's own row."""

from collections.abc import Sequence
from functools import singledispatch

from recordings import events as event_rows
from recordings import sessions
from recordings.close_out import close_out
from recordings.connection import Connection
from recordings.events import EventRow
from signaling.desk import event_to_dict
from signaling.desk import events as desk


def write_down(conn: Connection, centre_id: str, events: Sequence[desk.Event]) -> None:
    """Appends the events and brings the session rows in line, in the caller's transaction."""
    event_rows.append(conn, [_row(event, centre_id) for event in events])
    for event in events:
        _apply(event, conn)


def _row(event: desk.Event, centre_id: str) -> EventRow:
    return EventRow(
        type=type(event).__name__,
        at=event.at,
        centre_id=centre_id,
        session_id=getattr(event, "session_id", None),
        counselor_id=getattr(event, "counselor_id", None),
        data=event_to_dict(event),
    )


@singledispatch
def _apply(event: desk.Event, conn: Connection) -> None:
    """Events without a case here change no session row."""


@_apply.register
def _(event: desk.OfferMade, conn: Connection) -> None:
    sessions.set_state(conn, event.session_id, "offered")


@_apply.register(desk.OfferMissed)
@_apply.register(desk.OfferPassed)
@_apply.register(desk.OfferWithdrawn)
@_apply.register(desk.SessionRequeued)
def _(event: desk.OfferMissed, conn: Connection) -> None:
    sessions.set_state(conn, event.session_id, "waiting")


@_apply.register
def _(event: desk.SessionConnected, conn: Connection) -> None:
    sessions.answered(conn, event.session_id, event.counselor_id, event.at)


@_apply.register
def _(event: desk.SessionHeld, conn: Connection) -> None:
    sessions.set_state(conn, event.session_id, "on_hold")


@_apply.register
def _(event: desk.SessionResumed, conn: Connection) -> None:
    sessions.set_state(conn, event.session_id, "connected")


@_apply.register
def _(event: desk.ModeSwitched, conn: Connection) -> None:
    sessions.set_mode(conn, event.session_id, event.mode.value)


@_apply.register
def _(event: desk.VideoDropped, conn: Connection) -> None:
    sessions.set_mode(conn, event.session_id, "text")


@_apply.register
def _(event: desk.SessionEnded, conn: Connection) -> None:
    sessions.ended(conn, event.session_id, event.at, str(event.by or event.reason))


@_apply.register
def _(event: desk.SessionReconnected, conn: Connection) -> None:
    sessions.reconnected(conn, event.session_id)


@_apply.register
def _(event: desk.SessionAbandoned, conn: Connection) -> None:
    sessions.abandoned(conn, event.session_id, event.at, str(event.reason))
    close_out(conn, event.session_id, event.at)


@_apply.register
def _(event: desk.SessionClosed, conn: Connection) -> None:
    close_out(conn, event.session_id, event.at)
