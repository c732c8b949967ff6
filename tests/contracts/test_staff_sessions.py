"""A sign-in session lasts until it ends, expires, or its member is disabled."""

from sqlalchemy import Connection

from recordings import staff, staff_sessions
from recordings.staff import StaffChanges
from recordings.staff_sessions import StaffSession
from tests.contracts.builders import CENTRE, add_counselor


def _sign_in(conn: Connection, token_hash: str = "hash", expires_at: float = 100.0) -> StaffSession:
    session = StaffSession(
        token_hash, CENTRE, "kim", "csrf", "127.0.0.1", "브라우저/1", 1.0, 1.0, expires_at
    )
    staff_sessions.create(conn, session)
    return session


def test_a_session_is_found_with_its_member(conn: Connection) -> None:
    member = add_counselor(conn)
    session = _sign_in(conn)
    found = staff_sessions.find(conn, "hash", now=50.0)
    assert found is not None
    assert (found.session, found.member) == (session, member)
    assert staff_sessions.find(conn, "other", now=50.0) is None


def test_a_session_ends_at_its_time(conn: Connection) -> None:
    add_counselor(conn)
    _sign_in(conn, expires_at=100.0)
    assert staff_sessions.find(conn, "hash", now=100.0) is None
    staff_sessions.seen(conn, "hash", at=99.0, expires_at=200.0)
    found = staff_sessions.find(conn, "hash", now=100.0)
    assert found is not None
    assert found.session.last_seen_at == 99.0


def test_a_disabled_member_is_out_at_once(conn: Connection) -> None:
    add_counselor(conn)
    _sign_in(conn)
    staff.save(conn, "kim", 1, StaffChanges(disabled=True))
    assert staff_sessions.find(conn, "hash", now=50.0) is None


def test_sessions_are_ended_one_all_or_expired(conn: Connection) -> None:
    add_counselor(conn)
    for n in range(4):
        _sign_in(conn, f"hash{n}", expires_at=10.0 if n == 0 else 100.0)
    assert staff_sessions.delete_expired(conn, now=10.0) == 1
    staff_sessions.end(conn, "hash1")
    assert staff_sessions.find(conn, "hash1", now=5.0) is None
    assert staff_sessions.end_all_of(conn, "kim") == 2
