"""Deciding about going on as text, or back to video."""

from signaling.desk.commands import SwitchMode
from signaling.desk.context import Context
from signaling.desk.errors import DeskError
from signaling.desk.events import Event, ModeSwitched
from signaling.desk.graces import talking_deadline
from signaling.desk.offers import withdraw, withdraw_from
from signaling.desk.slots import has_room
from signaling.desk.views import SessionView
from signaling.desk.words import Mode, Party, WithdrawReason


def switch_mode(command: SwitchMode, context: Context) -> list[Event]:
    """Queued: the same place in the other queue. Talking: the same people."""
    session = context.session(command.session_id)
    if not session.queued and not session.talking:
        raise DeskError("wrong_state")
    if session.mode is command.mode:
        raise DeskError("mode_unchanged")
    if session.queued:
        return _switch_queued(session, command, context)
    return _switch_talking(session, command, context)


def _switch_queued(session: SessionView, command: SwitchMode, context: Context) -> list[Event]:
    if command.by is not Party.CALLER:
        raise DeskError("not_allowed")
    events: list[Event] = [_switched(session, command, context, caller_deadline=None)]
    if session.offer:
        counselor = context.state.counselors[session.offer.counselor_id]
        if not has_room(context.state.sessions, counselor, command.mode):
            reason = WithdrawReason.MODE_SWITCHED
            events.append(withdraw(session, session.offer, reason, context))
    return events


def _switch_talking(session: SessionView, command: SwitchMode, context: Context) -> list[Event]:
    """Back to video needs both there, and a counselor with nobody else."""
    counselor = context.counselor(session.counselor_id or "")
    if command.mode is Mode.TEXT:
        deadline = None
        if not session.caller_present:
            deadline = talking_deadline(context.settings, Mode.TEXT, context.now)
        return [_switched(session, command, context, deadline)]
    room = has_room(context.state.sessions, counselor, Mode.VIDEO, besides=session.session_id)
    if not (room and counselor.present and session.caller_present):
        raise DeskError("mode_not_possible")
    return [
        _switched(session, command, context, caller_deadline=None),
        *withdraw_from(counselor, WithdrawReason.COUNSELOR_BUSY, context),
    ]


def _switched(
    session: SessionView, command: SwitchMode, context: Context, caller_deadline: float | None
) -> ModeSwitched:
    return ModeSwitched(
        at=context.now,
        session_id=session.session_id,
        counselor_id=session.counselor_id,
        mode=command.mode,
        by=command.by,
        caller_deadline=caller_deadline,
    )
