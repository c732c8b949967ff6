"""Deciding about connections that are lost and found. A lost connection is not a hang-up."""

from signaling.desk.commands import CallerLost, CallerReturned, CounselorLost, CounselorReturned
from signaling.desk.context import Context
from signaling.desk.events import Event, PartyLost, PartyReturned
from signaling.desk.graces import talking_deadline, waiting_deadline
from signaling.desk.offers import withdraw, withdraw_from
from signaling.desk.views import CounselorView, SessionView
from signaling.desk.words import Party, SessionState, WithdrawReason


def caller_lost(command: CallerLost, context: Context) -> list[Event]:
    """The grace begins. A caller in wrap-up has left anyhow."""
    session = context.session(command.session_id)
    if not session.caller_present or session.state is SessionState.WRAP_UP:
        return []
    events: list[Event] = [lose_caller(session, context)]
    if session.offer:
        events.append(withdraw(session, session.offer, WithdrawReason.CALLER_LOST, context))
    return events


def lose_caller(session: SessionView, context: Context) -> PartyLost:
    """The grace that fits the session begins now."""
    if session.queued:
        deadline = waiting_deadline(context.settings, context.now)
    else:
        deadline = talking_deadline(context.settings, session.mode, context.now)
    return PartyLost(
        at=context.now,
        party=Party.CALLER,
        session_id=session.session_id,
        counselor_id=session.counselor_id,
        deadline=deadline,
    )


def caller_returned(command: CallerReturned, context: Context) -> list[Event]:
    """In time: later the session is gone."""
    session = context.session(command.session_id)
    if session.caller_present or session.state is SessionState.WRAP_UP:
        return []
    return [
        PartyReturned(
            at=context.now,
            party=Party.CALLER,
            session_id=session.session_id,
            counselor_id=session.counselor_id,
        )
    ]


def counselor_lost(command: CounselorLost, context: Context) -> list[Event]:
    """The grace begins for the sessions; an offer moves on at once."""
    counselor = context.counselor(command.counselor_id)
    if not counselor.present:
        return []
    return [
        *lose_counselor(counselor, context),
        *withdraw_from(counselor, WithdrawReason.COUNSELOR_LOST, context),
    ]


def lose_counselor(counselor: CounselorView, context: Context) -> list[Event]:
    """Told for each of the counselor's sessions."""
    return [
        PartyLost(
            at=context.now,
            party=Party.COUNSELOR,
            session_id=session_id,
            counselor_id=counselor.counselor_id,
            deadline=context.now + context.settings.counselor_grace,
        )
        for session_id in _timelines(counselor)
    ]


def counselor_returned(command: CounselorReturned, context: Context) -> list[Event]:
    """In time: later they are signed out."""
    return return_counselor(context.counselor(command.counselor_id), context)


def return_counselor(counselor: CounselorView, context: Context) -> list[Event]:
    """Told for each of the counselor's sessions; nothing when they were not lost."""
    if counselor.present:
        return []
    return [
        PartyReturned(
            at=context.now,
            party=Party.COUNSELOR,
            session_id=session_id,
            counselor_id=counselor.counselor_id,
        )
        for session_id in _timelines(counselor)
    ]


def _timelines(counselor: CounselorView) -> list[str | None]:
    """The sessions that a change of the counselor belongs to, or once none."""
    return [*counselor.sessions] or [None]
