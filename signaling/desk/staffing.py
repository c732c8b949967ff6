"""Deciding about counselors who come, go and take breaks."""

import re

from signaling.desk.commands import SetAvailability, SignInCounselor, SignOutCounselor
from signaling.desk.context import Context
from signaling.desk.errors import DeskError
from signaling.desk.events import (
    AvailabilityChanged,
    CounselorSignedIn,
    CounselorSignedOut,
    Event,
    SessionRequeued,
)
from signaling.desk.graces import waiting_deadline
from signaling.desk.joining import returned_priority
from signaling.desk.offers import withdraw_from
from signaling.desk.presence import return_counselor
from signaling.desk.slots import has_room
from signaling.desk.views import CounselorView, SessionView
from signaling.desk.words import Availability, LeaveReason, WithdrawReason

_REASON = re.compile(r"[a-z0-9_]{0,32}")


def sign_in(command: SignInCounselor, context: Context) -> list[Event]:
    """A new counselor, one who is back, or one whose skills changed; else nothing."""
    counselor = context.state.counselors.get(command.counselor_id)
    max_text = max(0, min(command.max_text, context.settings.max_text_sessions))
    arrived = CounselorSignedIn(
        at=context.now,
        centre_id=command.centre_id,
        counselor_id=command.counselor_id,
        modes=command.modes,
        max_text=max_text,
    )
    if counselor is None or not (counselor.signed_in or counselor.sessions):
        return [arrived]
    if counselor.centre_id != command.centre_id:
        raise DeskError("other_centre")
    if not counselor.signed_in:
        return [arrived]
    events = return_counselor(counselor, context)
    if (counselor.modes, counselor.max_text) == (command.modes, max_text):
        return events
    return [*events, arrived, *_withdraw_unfit(counselor, arrived, context)]


def _withdraw_unfit(
    counselor: CounselorView, arrived: CounselorSignedIn, context: Context
) -> list[Event]:
    """The counselor's new skills may not fit what they are being asked."""
    if counselor.offered is None:
        return []
    mode = context.state.sessions[counselor.offered].mode
    changed = CounselorView(
        counselor_id=counselor.counselor_id,
        centre_id=counselor.centre_id,
        modes=arrived.modes,
        max_text=arrived.max_text,
        sessions=counselor.sessions,
    )
    if has_room(context.state.sessions, changed, mode):
        return []
    return withdraw_from(counselor, WithdrawReason.NOT_READY, context)


def sign_out(command: SignOutCounselor, context: Context) -> list[Event]:
    """Without any grace."""
    return leave(context.counselor(command.counselor_id), LeaveReason.SIGNED_OUT, context)


def leave(counselor: CounselorView, reason: LeaveReason, context: Context) -> list[Event]:
    """Sessions that run go to the front of the queue; wrap-ups wait for the counselor."""
    sessions = [context.state.sessions[session_id] for session_id in counselor.sessions]
    return [
        CounselorSignedOut(at=context.now, counselor_id=counselor.counselor_id, reason=reason),
        *withdraw_from(counselor, WithdrawReason.SIGNED_OUT, context),
        *(_requeued(each, counselor, reason, context) for each in sessions if each.talking),
    ]


def _requeued(
    session: SessionView, counselor: CounselorView, reason: LeaveReason, context: Context
) -> SessionRequeued:
    deadline = None
    if not session.caller_present:
        deadline = waiting_deadline(context.settings, context.now)
    return SessionRequeued(
        at=context.now,
        session_id=session.session_id,
        counselor_id=counselor.counselor_id,
        priority=returned_priority(session),
        reason=reason,
        caller_deadline=deadline,
    )


def set_availability(command: SetAvailability, context: Context) -> list[Event]:
    """Sessions that run stay; an offer goes to the next counselor and is not a miss."""
    counselor = context.counselor(command.counselor_id)
    if not _REASON.fullmatch(command.reason):
        raise DeskError("bad_reason")
    if (counselor.availability, counselor.reason) == (command.availability, command.reason):
        return []
    changed = AvailabilityChanged(
        at=context.now,
        counselor_id=counselor.counselor_id,
        availability=command.availability,
        reason=command.reason,
    )
    if command.availability is Availability.READY:
        return [changed]
    return [changed, *withdraw_from(counselor, WithdrawReason.NOT_READY, context)]
