"""Who is offered to whom next. Pure: it reads the state and changes nothing."""

from signaling.desk.queues import QueueName
from signaling.desk.state import DeskState
from signaling.desk.views import CounselorView, SessionView
from signaling.desk.words import Mode


def next_offer(state: DeskState) -> tuple[SessionView, CounselorView] | None:
    """The next offer to make, or None.

    Sessions go by priority, then by arrival. Only the head of each queue has to be looked at:
    whoever can take a later session of a queue can take its head.
    """
    video_waits: set[str] = set()
    for head in sorted(queue.open[0] for queue in state.queues.values() if queue.open):
        session = state.sessions[head.session_id]
        takers = state.roster.free.get(session.queue_name, set())
        if takers and session.centre_id in video_waits:
            takers = takers - _kept_for_video(state, session.centre_id)
        if takers:
            counselors = (state.counselors[each] for each in takers)
            return session, min(counselors, key=lambda each: _preference(session, each))
        if session.mode is Mode.VIDEO:
            video_waits.add(session.centre_id)
    return None


def _preference(session: SessionView, counselor: CounselorView) -> tuple[int, int, float, str]:
    """Who has not declined it, then who declined it longest ago; fewest sessions; longest idle."""
    declined = session.declined_by
    counselor_id = counselor.counselor_id
    turn = declined.index(counselor_id) + 1 if counselor_id in declined else 0
    return turn, len(counselor.sessions), counselor.idle_since, counselor_id


def _kept_for_video(state: DeskState, centre_id: str) -> set[str]:
    """The counselor who gets no more text sessions, because a video caller has waited longer.

    Video needs somebody without any session; without this rule a steady stream of text sessions
    would keep every counselor from ever being free. It is the one who is nearest to free.
    """
    on_duty = state.roster.on_duty.get(QueueName(centre_id, Mode.VIDEO), set())
    counselors = [state.counselors[each] for each in on_duty]
    busy_with_text = [each for each in counselors if each.present and _only_text(state, each)]
    if not busy_with_text:
        return set()
    nearest = min(busy_with_text, key=lambda each: (len(each.sessions), each.counselor_id))
    return {nearest.counselor_id}


def _only_text(state: DeskState, counselor: CounselorView) -> bool:
    """In text sessions and nothing else."""
    modes = {state.sessions[each].mode for each in counselor.sessions}
    return modes == {Mode.TEXT}
