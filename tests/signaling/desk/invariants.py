"""What must hold after every command, whatever it was."""

from collections import Counter
from dataclasses import replace

from signaling.desk import Availability, DeskState, Mode, SessionState
from signaling.desk import events as happened
from signaling.desk.deadlines import Deadlines
from signaling.desk.events import Event
from signaling.desk.queues import Queue
from signaling.desk.roster import Roster
from signaling.desk.transitions import TRANSITIONS

OVER = (happened.SessionClosed, happened.SessionAbandoned)


def check_state(state: DeskState) -> None:
    """All that can be seen in one state."""
    check_indexes(state)
    check_queues(state)
    check_offers(state)
    check_slots(state)
    check_people(state)


def check_indexes(state: DeskState) -> None:
    """What is derived equals what the views say."""
    fresh = replace(state, queues={}, deadlines=Deadlines(), roster=Roster(), callers={})
    for session in state.sessions.values():
        fresh.index_session(session)
    for counselor in state.counselors.values():
        fresh.index_counselor(counselor)
    filled = {name: queue for name, queue in state.queues.items() if queue != Queue()}
    assert fresh.queues == filled
    assert fresh.deadlines == state.deadlines
    assert fresh.callers == state.callers
    for mine, theirs in (
        (fresh.roster.on_duty, state.roster.on_duty),
        (fresh.roster.free, state.roster.free),
    ):
        assert mine == {name: ids for name, ids in theirs.items() if ids}


def check_queues(state: DeskState) -> None:
    """Everybody who waits is in one queue, in order, and nobody is left who could be offered."""
    queued = [key.session_id for queue in state.queues.values() for key in queue.everyone]
    assert sorted(queued) == sorted(
        each.session_id for each in state.sessions.values() if each.queued
    )
    for queue in state.queues.values():
        order = [
            (state.sessions[key.session_id].priority.rank, state.sessions[key.session_id].order)
            for key in queue.everyone
        ]
        assert order == sorted(order)


def check_offers(state: DeskState) -> None:
    """An offer is between a waiting, present caller and a ready, present counselor."""
    for session in state.sessions.values():
        assert (session.offer is not None) == (session.state is SessionState.OFFERED)
        if session.offer:
            counselor = state.counselors[session.offer.counselor_id]
            assert counselor.offered == session.session_id
            assert counselor.availability is Availability.READY
            assert counselor.signed_in
            assert counselor.present
            assert session.caller_present
            assert counselor.centre_id == session.centre_id
            assert session.mode in counselor.modes
    asked = [each.offered for each in state.counselors.values() if each.offered]
    assert len(asked) == len(set(asked))
    assert all(state.sessions[each].offer for each in asked)


def check_slots(state: DeskState) -> None:
    """One video session alone, or text sessions up to the desk's limit."""
    for counselor in state.counselors.values():
        modes = [state.sessions[each].mode for each in counselor.sessions]
        assert len(modes) <= state.settings.max_text_sessions
        if Mode.VIDEO in modes:
            assert len(modes) == 1
            assert counselor.offered is None


def check_people(state: DeskState) -> None:
    """Nobody is in two places, and whoever has a session is with the same people in both views."""
    held = [each for counselor in state.counselors.values() for each in counselor.sessions]
    assert len(held) == len(set(held))
    for session in state.sessions.values():
        assert (session.session_id in held) == (not session.queued)
        assert (session.counselor_id is not None) == (not session.queued)
        if session.counselor_id:
            assert session.session_id in state.counselors[session.counselor_id].sessions
        if session.talking:
            assert state.counselors[session.counselor_id or ""].signed_in
    active = Counter(
        each.caller_id for each in state.sessions.values() if each.queued or each.talking
    )
    assert all(count == 1 for count in active.values())
    for session in state.sessions.values():
        lost = not session.caller_present and (session.queued or session.talking)
        assert (session.caller_deadline is not None) == lost
    for counselor in state.counselors.values():
        lost = counselor.signed_in and not counselor.present
        assert (counselor.lost_deadline is not None) == lost


def check_journal(journal: list[Event], state: DeskState) -> None:
    """Every session moves along the table only, begins once and ends once at most."""
    standing: dict[str, SessionState] = {}
    for event in journal:
        move = TRANSITIONS.get(type(event))
        if move is None:
            continue
        session_id = getattr(event, "session_id", "")
        if move.sources:
            assert standing[session_id] in move.sources, event
        else:
            assert session_id not in standing, event
        standing[session_id] = move.target
    over = {SessionState.CLOSED, SessionState.ABANDONED}
    alive = {session_id for session_id, at in standing.items() if at not in over}
    assert alive == set(state.sessions)
    assert all(state.sessions[each].state is standing[each] for each in alive)
    ends = Counter(getattr(event, "session_id", "") for event in journal if isinstance(event, OVER))
    assert all(count == 1 for count in ends.values())
