"""Deciding about a talk that runs, and what is written down after it."""

from signaling.desk.commands import CloseWrapUp, EndSession, FinishWrapUp, Hold, Resume
from signaling.desk.context import Context
from signaling.desk.events import (
    Event,
    SessionClosed,
    SessionEnded,
    SessionHeld,
    SessionResumed,
)
from signaling.desk.transitions import require
from signaling.desk.views import SessionView
from signaling.desk.words import EndReason, Party


def hold(command: Hold, context: Context) -> list[Event]:
    """A moment, please."""
    session = context.own_session(command.session_id, command.counselor_id)
    require(session.state, SessionHeld)
    return [
        SessionHeld(
            at=context.now,
            session_id=session.session_id,
            counselor_id=command.counselor_id,
        )
    ]


def resume(command: Resume, context: Context) -> list[Event]:
    """And on."""
    session = context.own_session(command.session_id, command.counselor_id)
    require(session.state, SessionResumed)
    return [
        SessionResumed(
            at=context.now,
            session_id=session.session_id,
            counselor_id=command.counselor_id,
        )
    ]


def end_session(command: EndSession, context: Context) -> list[Event]:
    """By either side, at once."""
    session = context.session(command.session_id)
    return [end(session, command.by, EndReason.ENDED, context)]


def end(
    session: SessionView, by: Party | None, reason: EndReason, context: Context
) -> SessionEnded:
    """Wrap-up begins. Raises `DeskError("wrong_state")` when nobody talks."""
    require(session.state, SessionEnded)
    return SessionEnded(
        at=context.now,
        session_id=session.session_id,
        counselor_id=session.counselor_id or "",
        by=by,
        reason=reason,
        reconnect_until=context.now + context.settings.reconnect_seconds,
    )


def finish_wrap_up(command: FinishWrapUp, context: Context) -> list[Event]:
    """Also for a counselor who has signed out or is lost: it is theirs."""
    session = context.own_session(command.session_id, command.counselor_id)
    return [_closed(session, command.counselor_id, context)]


def close_wrap_up(command: CloseWrapUp, context: Context) -> list[Event]:
    """By an administrator."""
    return [_closed(context.session(command.session_id), command.admin_id, context)]


def _closed(session: SessionView, closed_by: str, context: Context) -> SessionClosed:
    require(session.state, SessionClosed)
    return SessionClosed(
        at=context.now,
        session_id=session.session_id,
        counselor_id=session.counselor_id or "",
        closed_by=closed_by,
    )
