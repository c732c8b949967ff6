"""A caller's resume token is good for one session."""

import pytest
from sqlalchemy import Connection

from recordings import caller_tokens
from recordings.caller_tokens import CallerToken
from recordings.close_out import close_out
from recordings.errors import RecordError
from tests.contracts.builders import CENTRE, add_contact, add_session


def _token(session_id: str = "s1") -> CallerToken:
    return CallerToken("hash", CENTRE, session_id, "caller-of-s1", created_at=1.0)


def test_a_token_leads_to_its_session(conn: Connection) -> None:
    add_contact(conn)
    caller_tokens.create(conn, _token())
    assert caller_tokens.find(conn, "hash") == _token()
    assert caller_tokens.find(conn, "guess") is None


def test_a_reconnect_moves_the_token_to_the_new_session(conn: Connection) -> None:
    add_contact(conn)
    add_session(conn, "s2")
    caller_tokens.create(conn, _token())
    caller_tokens.move(conn, "hash", "s2")
    assert caller_tokens.find(conn, "hash") == _token("s2")
    with pytest.raises(RecordError) as caught:
        caller_tokens.move(conn, "guess", "s2")
    assert caught.value.code == "not_found"


def test_tokens_of_long_closed_sessions_are_forgotten(conn: Connection) -> None:
    add_contact(conn)
    caller_tokens.create(conn, _token())
    assert caller_tokens.delete_closed_before(conn, 1000.0) == 0
    close_out(conn, "s1", now=500.0)
    assert caller_tokens.delete_closed_before(conn, 500.0) == 0
    assert caller_tokens.delete_closed_before(conn, 501.0) == 1
    assert caller_tokens.find(conn, "hash") is None
