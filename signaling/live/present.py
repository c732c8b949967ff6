"""The desk's state and `LiveSession` as the protocol's views. Reads only."""

import math
from collections.abc import Mapping

from signaling.desk import (
    CounselorView,
    DeskState,
    Mode,
    Priority,
    QueueName,
    SessionState,
    SessionView,
    estimate_wait,
    staff_on_duty,
)
from signaling.live.live_session import LiveSession
from signaling.protocol import views

_CALLER_STATES: dict[SessionState, views.SessionState] = {
    SessionState.INVITING: "waiting",
    SessionState.WAITING: "waiting",
    SessionState.OFFERED: "waiting",
    SessionState.CONNECTED: "connected",
    SessionState.ON_HOLD: "on_hold",
}
_STAFF_STATES: dict[SessionState, views.StaffSessionState] = {
    SessionState.CONNECTED: "connected",
    SessionState.ON_HOLD: "on_hold",
    SessionState.WRAP_UP: "wrap_up",
}


def caller_session(state: DeskState, live: LiveSession, now: float) -> views.CallerSession:
    """What the caller sees; a session that the desk no longer holds, or wraps up, has ended."""
    session = state.sessions.get(live.session_id)
    known = session or state.closed.get(live.session_id)
    ended = session is None or session.state not in _CALLER_STATES
    counselor = _counselor_of(state, session)
    return views.CallerSession(
        session_id=live.session_id,
        inquiry_number=live.inquiry_number,
        state="ended" if ended or session is None else _CALLER_STATES[session.state],
        mode=known.mode.value if known else "text",
        emergency=live.emergency,
        keeps_record=live.keeps_record,
        joined_at=live.joined_at,
        asking=bool(session and session.offer),
        place=place(state, session, now) if session and session.queued else None,
        answered_at=live.answered_at,
        counselor_name=live.counselor_name,
        counselor_present=bool(counselor and counselor.present),
        peer=live.counselor_media if session and session.talking else None,
        ended_by=live.ended_by if ended else "",  # type: ignore[arg-type]
        reconnect_until=known.reconnect_until if known and ended else None,
    )


def _counselor_of(state: DeskState, session: SessionView | None) -> CounselorView | None:
    return state.counselors.get(session.counselor_id or "") if session else None


def place(state: DeskState, session: SessionView, now: float) -> views.Place:
    at = state.queues[session.queue_name].place(session.queue_key)
    return place_at(state, session.queue_name, at, now)


def place_at(state: DeskState, name: QueueName, at: int, now: float) -> views.Place:
    """The range in whole minutes, rounded outwards: never promising less than the estimate."""
    estimate = estimate_wait(state, name, at, now)
    return views.Place(
        place=at,
        estimate=views.Estimate(
            math.floor(estimate.low / 60), max(1, math.ceil(estimate.high / 60))
        )
        if estimate
        else None,
        staffed=staff_on_duty(state, name) > 0,
    )


def staff_session(
    state: DeskState, session: SessionView, live: LiveSession, *, with_messages: bool
) -> views.StaffSession:
    return views.StaffSession(
        session_id=live.session_id,
        inquiry_number=live.inquiry_number,
        state=_STAFF_STATES[session.state],
        mode=session.mode.value,
        emergency=live.emergency,
        keeps_record=live.keeps_record,
        language=live.language,
        caller_name=live.caller_name,
        caller_present=session.caller_present,
        text_only=live.text_only,
        joined_at=live.joined_at,
        answered_at=live.answered_at or live.joined_at,
        record=live.record,
        ended_at=live.ended_at,
        peer=live.caller_media if session.talking else None,
        messages=tuple(live.messages) if with_messages else (),
    )


def offer(session: SessionView, live: LiveSession, made_at: float) -> views.Offer:
    assert session.offer is not None
    return views.Offer(
        session_id=session.session_id,
        mode=session.mode.value,
        language=live.language,
        emergency=live.emergency,
        returned=session.priority is Priority.RETURNED,
        joined_at=live.joined_at,
        made_at=made_at,
        expires_at=session.offer.expires_at,
        earlier=live.record.subject,
    )


def queue(state: DeskState) -> tuple[views.QueueEntry, ...]:
    """Everybody who waits, both modes, in the order in which they will be offered."""
    return tuple(
        _queue_entry(state.sessions[key.session_id])
        for mode in Mode
        for name, waiting in sorted(state.queues.items())
        if name.mode is mode
        for key in waiting.everyone[:200]
    )


def _queue_entry(session: SessionView) -> views.QueueEntry:
    return views.QueueEntry(
        session_id=session.session_id,
        mode=session.mode.value,
        joined_at=session.queued_at,
        emergency=session.priority is Priority.EMERGENCY,
        returned=session.priority is Priority.RETURNED,
        offered=session.offer is not None,
        present=session.caller_present,
    )


def centre(
    state: DeskState, sessions: Mapping[str, LiveSession], names: Mapping[str, str]
) -> views.CentreView:
    """The live view of everything; names are of staff only, never of callers."""
    return views.CentreView(
        waiting=queue(state),
        counselors=tuple(
            _counselor_row(state, counselor, names)
            for counselor in state.counselors.values()
            if counselor.signed_in or counselor.sessions
        ),
        wrap_ups=tuple(
            _wrap_up_row(sessions[session.session_id], names.get(session.counselor_id or "", ""))
            for session in state.sessions.values()
            if session.state is SessionState.WRAP_UP
        ),
        unattended=tuple(sorted(name.mode.value for name in state.unattended)),
    )


def _wrap_up_row(live: LiveSession, counselor_name: str) -> views.WrapUpRow:
    return views.WrapUpRow(
        session_id=live.session_id,
        inquiry_number=live.inquiry_number,
        counselor_name=counselor_name,
        since=live.ended_at or live.joined_at,
    )


def _counselor_row(
    state: DeskState, counselor: CounselorView, names: Mapping[str, str]
) -> views.CounselorRow:
    held = [state.sessions[session_id] for session_id in counselor.sessions]
    talks = [session for session in held if session.talking]
    return views.CounselorRow(
        staff_id=counselor.counselor_id,
        name=names.get(counselor.counselor_id, ""),
        modes=tuple(sorted(mode.value for mode in counselor.modes)),
        availability=counselor.availability.value,
        reason=counselor.reason,
        since=counselor.idle_since,
        present=counselor.present,
        video_sessions=sum(session.mode is Mode.VIDEO for session in talks),
        text_sessions=sum(session.mode is Mode.TEXT for session in talks),
        wrap_ups=len(held) - len(talks),
    )
