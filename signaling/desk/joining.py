"""Deciding about the ways into and out of the queue."""

from signaling.desk.commands import JoinQueue, LeaveQueue, Reconnect
from signaling.desk.context import Context
from signaling.desk.errors import DeskError
from signaling.desk.events import Event, SessionAbandoned, SessionQueued, SessionReconnected
from signaling.desk.offers import withdraw
from signaling.desk.queues import Queue, QueueKey, QueueName
from signaling.desk.slots import has_room
from signaling.desk.transitions import require
from signaling.desk.views import SessionView
from signaling.desk.words import (
    AbandonReason,
    Availability,
    Priority,
    SessionState,
    WithdrawReason,
)


def join_queue(command: JoinQueue, context: Context) -> list[Event]:
    """A new session at the end of the queue, or with the emergencies."""
    _check_free(context, command.session_id, command.caller_id)
    priority = Priority.EMERGENCY if command.emergency else Priority.NORMAL
    order, place = _arrival(
        context, QueueName(command.centre_id, command.mode), priority, command.session_id
    )
    return [
        SessionQueued(
            at=context.now,
            centre_id=command.centre_id,
            session_id=command.session_id,
            caller_id=command.caller_id,
            inquiry_id=command.inquiry_id,
            mode=command.mode,
            priority=priority,
            keeps_record=command.keeps_record,
            order=order,
            place=place,
        )
    ]


def leave_queue(command: LeaveQueue, context: Context) -> list[Event]:
    """The caller gives up; a counselor who was asked is told so first."""
    return abandon(context.session(command.session_id), AbandonReason.LEFT, context)


def abandon(session: SessionView, reason: AbandonReason, context: Context) -> list[Event]:
    """Out of the queue for good."""
    events: list[Event] = []
    if session.offer:
        events.append(withdraw(session, session.offer, WithdrawReason.CALLER_LEFT, context))
    else:
        require(session.state, SessionAbandoned)
    waited = max(0.0, context.now - session.waiting_since)
    gone = SessionAbandoned(
        at=context.now, session_id=session.session_id, reason=reason, waited=waited
    )
    return [*events, gone]


def reconnect(command: Reconnect, context: Context) -> list[Event]:
    """Straight back to the same counselor, or as a new session of the inquiry in front."""
    ended = _ended_session(context, command.session_id)
    if ended.caller_id in context.state.callers:
        raise DeskError("caller_busy")
    if ended.counselor_id and _still_there(context, ended):
        return [
            SessionReconnected(
                at=context.now, session_id=ended.session_id, counselor_id=ended.counselor_id
            )
        ]
    _check_free(context, command.new_session_id, ended.caller_id)
    return [_queued_again(ended, command.new_session_id, context)]


def returned_priority(session: SessionView) -> Priority:
    """In front of everybody but the emergencies; an emergency stays one."""
    emergency = session.priority is Priority.EMERGENCY
    return Priority.EMERGENCY if emergency else Priority.RETURNED


def _check_free(context: Context, session_id: str, caller_id: str) -> None:
    state = context.state
    if session_id in state.sessions or session_id in state.closed:
        raise DeskError("session_exists")
    if caller_id in state.callers:
        raise DeskError("caller_busy")


def _arrival(
    context: Context, name: QueueName, priority: Priority, session_id: str
) -> tuple[int, int]:
    """The number and the place of a session that joins now."""
    order = context.state.last_order + 1
    queue = context.state.queues.get(name, Queue())
    return order, queue.place(QueueKey(priority.rank, order, session_id))


def _ended_session(context: Context, session_id: str) -> SessionView:
    state = context.state
    ended = state.sessions.get(session_id) or state.closed.get(session_id)
    if ended is None:
        raise DeskError("unknown_session")
    if ended.reconnect_until is None:
        raise DeskError("wrong_state")
    if context.now > ended.reconnect_until:
        raise DeskError("reconnect_expired")
    return ended


def _still_there(context: Context, ended: SessionView) -> bool:
    """In wrap-up, with a counselor at the console who has not gone away."""
    counselor = context.state.counselors.get(ended.counselor_id or "")
    return (
        ended.state is SessionState.WRAP_UP
        and counselor is not None
        and counselor.present
        and counselor.availability in (Availability.READY, Availability.ON_BREAK)
        and has_room(context.state.sessions, counselor, ended.mode, besides=ended.session_id)
    )


def _queued_again(ended: SessionView, new_session_id: str, context: Context) -> SessionQueued:
    priority = returned_priority(ended)
    order, place = _arrival(context, ended.queue_name, priority, new_session_id)
    return SessionQueued(
        at=context.now,
        centre_id=ended.centre_id,
        session_id=new_session_id,
        caller_id=ended.caller_id,
        inquiry_id=ended.inquiry_id,
        mode=ended.mode,
        priority=priority,
        keeps_record=ended.keeps_record,
        order=order,
        place=place,
        continues=ended.session_id,
    )
