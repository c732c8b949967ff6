"""Who is offered to whom next. Pure: it reads the state and changes nothing."""

from collections.abc import Iterable

from signaling.desk.slots import can_be_offered, on_duty
from signaling.desk.state import DeskState
from signaling.desk.views import CounselorView, SessionView
from signaling.desk.words import Mode


def next_offer(state: DeskState) -> tuple[SessionView, CounselorView] | None:
    """The next offer to make, or None.

    Sessions go by priority, then the longest wait. Only the head of each queue has to be looked
    at: whoever can take a later session of a queue can take its head.
    """
    kept_free: set[str] = set()
    for head in sorted(queue.open[0] for queue in state.queues.values() if queue.open):
        session = state.sessions[head.session_id]
        takers = [
            counselor
            for counselor in _staff(state, session.centre_id)
            if counselor.counselor_id not in kept_free
            and can_be_offered(state, counselor, session.mode)
        ]
        if takers:
            return session, min(takers, key=lambda counselor: _preference(session, counselor))
        if session.mode is Mode.VIDEO:
            kept_free |= _nearest_to_free(state, session.centre_id)
    return None


def _staff(state: DeskState, centre_id: str) -> Iterable[CounselorView]:
    return (each for each in state.counselors.values() if each.centre_id == centre_id)


def _preference(session: SessionView, counselor: CounselorView) -> tuple[int, int, float, str]:
    """Who has not declined it, then who declined it longest ago; fewest sessions; longest idle."""
    declined = session.declined_by
    name = counselor.counselor_id
    turn = declined.index(name) + 1 if name in declined else 0
    return turn, len(counselor.sessions), counselor.idle_since, name


def _nearest_to_free(state: DeskState, centre_id: str) -> set[str]:
    """The counselor who should get no more text sessions, because a video caller waits longer.

    Video needs somebody without any session; without this rule a steady stream of text sessions
    would keep every counselor from ever being free.
    """
    busy_with_text = [
        counselor
        for counselor in _staff(state, centre_id)
        if on_duty(counselor, Mode.VIDEO)
        and counselor.present
        and counselor.sessions
        and all(state.sessions[each].mode is Mode.TEXT for each in counselor.sessions)
    ]
    if not busy_with_text:
        return set()
    nearest = min(busy_with_text, key=lambda each: (len(each.sessions), each.counselor_id))
    return {nearest.counselor_id}
