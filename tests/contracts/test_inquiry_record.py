"""One record holds all that belongs to it, and nothing of others."""

import pytest
from sqlalchemy import Connection, event

from recordings import consents, events, inquiry_record, sessions
from recordings.close_out import close_out
from recordings.consents import Consent
from recordings.errors import RecordError
from recordings.events import EventRow
from tests.contracts.builders import (
    CENTRE,
    add_contact,
    add_counselor,
    add_inquiry,
    add_session,
    say,
)


def _fill(conn: Connection) -> None:
    add_counselor(conn)
    add_contact(conn)
    add_session(conn, "s2", joined_at=400.0)
    add_inquiry(conn, "i2")
    add_session(conn, "other", "i2")
    for session_id in ("s1", "s2", "other"):
        say(conn, f"안녕 {session_id}", session_id=session_id)
        consents.add(conn, Consent(CENTRE, session_id, "record", "1", "ko", True, 1.0))
        events.append(conn, [EventRow(f"Queued-{session_id}", 100.0, CENTRE, session_id)])
    sessions.answered(conn, "s1", "kim", at=110.0)
    close_out(conn, "s1", now=300.0)


def test_a_record_is_complete(conn: Connection) -> None:
    _fill(conn)
    record = inquiry_record.load(conn, "i1")
    first, second = record.sessions
    assert (first.session.id, second.session.id) == ("s1", "s2")
    assert (first.times.waited, first.times.talked, second.times.waited) == (10.0, 190.0, None)
    for of_session, session_id in ((first, "s1"), (second, "s2")):
        assert [message.text for message in of_session.messages] == [f"안녕 {session_id}"]
        assert [happened.type for happened in of_session.events] == [f"Queued-{session_id}"]
        assert [consent.session_id for consent in of_session.consents] == [session_id]
    assert record.people == {"kim": "김하늘"}
    assert record.inquiry.id == "i1"


def test_the_number_of_queries_does_not_grow_with_the_sessions(conn: Connection) -> None:
    _fill(conn)
    statements: list[str] = []
    event.listen(conn, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    inquiry_record.load(conn, "i2")
    for_one = len(statements)
    inquiry_record.load(conn, "i1")
    assert len(statements) == 2 * for_one


def test_an_unknown_record_is_not_found(conn: Connection) -> None:
    with pytest.raises(RecordError) as caught:
        inquiry_record.load(conn, "nowhere")
    assert caught.value.code == "not_found"
