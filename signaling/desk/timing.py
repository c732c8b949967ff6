"""Deciding about what is due, and about a restart of the server."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from signaling.desk.commands import Restart, Tick
from signaling.desk.context import Context
from signaling.desk.deadlines import DeadlineKind
from signaling.desk.events import DeadlineShifted, Event, VideoDropped
from signaling.desk.joining import abandon
from signaling.desk.offers import offer_expired, withdraw
from signaling.desk.presence import lose_caller, lose_counselor
from signaling.desk.staffing import leave
from signaling.desk.talking import end
from signaling.desk.words import (
    AbandonReason,
    EndReason,
    LeaveReason,
    Mode,
    SessionState,
    WithdrawReason,
)


def tick(command: Tick, context: Context) -> list[Event]:
    """The earliest thing that is due, if any; the desk ticks until nothing is."""
    first = context.state.deadlines.first()
    if first is None or first.at > context.now:
        return []
    return _DUE[first.kind](first.owner_id, context)


def _offer_due(session_id: str, context: Context) -> list[Event]:
    session = context.session(session_id)
    return offer_expired(session, session.offer, context) if session.offer else []


def _caller_due(session_id: str, context: Context) -> list[Event]:
    session = context.session(session_id)
    if session.queued:
        return abandon(session, AbandonReason.CALLER_LOST, context)
    if session.mode is Mode.VIDEO:
        return [
            VideoDropped(
                at=context.now,
                session_id=session_id,
                counselor_id=session.counselor_id or "",
                resumable_until=context.now + context.settings.resumable,
            )
        ]
    return [end(session, None, EndReason.CALLER_LOST, context)]


def _counselor_due(counselor_id: str, context: Context) -> list[Event]:
    return leave(context.counselor(counselor_id), LeaveReason.CONNECTION_LOST, context)


_DUE: Mapping[DeadlineKind, Callable[[str, Context], list[Event]]] = MappingProxyType(
    {
        DeadlineKind.OFFER: _offer_due,
        DeadlineKind.CALLER: _caller_due,
        DeadlineKind.COUNSELOR: _counselor_due,
    }
)


def restart(command: Restart, context: Context) -> list[Event]:
    """Nobody is connected yet, and time did not run while the server was down."""
    sessions = list(context.state.sessions.values())
    counselors = [each for each in context.state.counselors.values() if each.present]
    events: list[Event] = [DeadlineShifted(at=context.now, by=max(0.0, command.downtime))]
    for session in sessions:
        if session.offer:
            events.append(withdraw(session, session.offer, WithdrawReason.RESTART, context))
        if session.caller_present and session.state is not SessionState.WRAP_UP:
            events.append(lose_caller(session, context))
    for counselor in counselors:
        events.extend(lose_counselor(counselor, context))
    return events
