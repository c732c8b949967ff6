"""Sessions follow what the desk decided, and their times can be told."""

import pytest
from sqlalchemy import Connection

from recordings import sessions
from recordings.close_out import close_out
from recordings.errors import RecordError
from recordings.sessions import SessionTimes
from tests.contracts.builders import add_contact, add_counselor, add_inquiry, add_session


def test_a_session_from_queue_to_close(conn: Connection) -> None:
    add_counselor(conn)
    add_contact(conn)
    sessions.answered(conn, "s1", "kim", at=130.0)
    sessions.set_state(conn, "s1", "on_hold")
    assert sessions.get(conn, "s1").state == "on_hold"
    sessions.ended(conn, "s1", at=190.0, reason="counselor_ended")
    closed = close_out(conn, "s1", now=200.0)
    assert sessions.times(closed) == SessionTimes(waited=30.0, talked=60.0, wrapped_up=10.0)
    assert (closed.counselor_id, closed.end_reason) == ("kim", "counselor_ended")


def test_the_wait_counts_to_the_first_answer(conn: Connection) -> None:
    add_counselor(conn, "kim")
    add_counselor(conn, "park")
    add_contact(conn)
    sessions.answered(conn, "s1", "kim", at=130.0)
    sessions.set_state(conn, "s1", "waiting")
    sessions.answered(conn, "s1", "park", at=170.0)
    session = sessions.get(conn, "s1")
    assert (session.counselor_id, session.answered_at) == ("park", 130.0)


def test_a_caller_who_left_waited_until_then(conn: Connection) -> None:
    add_contact(conn)
    sessions.abandoned(conn, "s1", at=145.0, reason="caller_left")
    times = sessions.times(sessions.get(conn, "s1"))
    assert times == SessionTimes(waited=45.0, talked=None, wrapped_up=None)


def test_a_reconnect_goes_on_in_the_same_session(conn: Connection) -> None:
    add_contact(conn)
    sessions.ended(conn, "s1", at=190.0, reason="caller_ended")
    sessions.reconnected(conn, "s1")
    session = sessions.get(conn, "s1")
    assert (session.state, session.ended_at, session.end_reason) == ("connected", None, None)


def test_unfinished_sessions_come_in_the_order_they_joined(conn: Connection) -> None:
    add_inquiry(conn)
    for session_id, joined_at in (("s1", 30.0), ("s2", 10.0), ("s3", 20.0)):
        add_session(conn, session_id, joined_at=joined_at)
    close_out(conn, "s3", now=40.0)
    assert [session.id for session in sessions.of_unfinished(conn)] == ["s2", "s1"]


def test_a_session_changes_its_mode(conn: Connection) -> None:
    add_contact(conn)
    sessions.set_mode(conn, "s1", "video")
    assert sessions.get(conn, "s1").mode == "video"


def test_an_unknown_session_is_not_found(conn: Connection) -> None:
    with pytest.raises(RecordError) as caught:
        sessions.set_state(conn, "nowhere", "waiting")
    assert caught.value.code == "not_found"
