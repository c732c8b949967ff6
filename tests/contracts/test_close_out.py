"""After the close nothing is kept that may not be, and the rest is found."""

from sqlalchemy import Connection

from recordings import inquiries, inquiry_editing, messages, sessions
from recordings.close_out import close_out
from recordings.inquiry_editing import InquiryChanges
from tests.contracts.builders import add_contact, add_counselor, add_session, say
from tests.contracts.finding import found


def _write_notes(conn: Connection) -> None:
    changes = InquiryChanges(
        subject="병원 예약", notes="내과 전화", category="medical", outcome="answered"
    )
    inquiry_editing.save(conn, "i1", 1, changes)


def test_the_session_and_its_inquiry_are_closed(conn: Connection) -> None:
    add_contact(conn)
    sessions.ended(conn, "s1", at=280.0, reason="caller_ended")
    closed = close_out(conn, "s1", now=300.0)
    assert (closed.state, closed.ended_at, closed.closed_at) == ("closed", 280.0, 300.0)
    assert closed == sessions.get(conn, "s1")
    assert inquiries.get(conn, "i1").closed_at == 300.0


def test_messages_that_may_not_be_kept_are_gone_and_not_found(conn: Connection) -> None:
    add_contact(conn)
    say(conn, "버스 시간표", "m1")
    say(conn, "비밀 번호", "m2", kept=False)
    close_out(conn, "s1", now=300.0)
    assert [message.text for message in messages.of_session(conn, "s1")] == ["버스 시간표"]
    assert found(conn, "버스") == {"i1"}
    assert found(conn, "비밀") == set()


def test_a_refusal_keeps_only_times_and_outcome(conn: Connection) -> None:
    add_counselor(conn)
    add_contact(conn, keeps_record=False)
    sessions.answered(conn, "s1", "kim", at=110.0)
    say(conn, "의료 문의")
    _write_notes(conn)
    sessions.ended(conn, "s1", at=280.0, reason="caller_ended")
    closed = close_out(conn, "s1", now=300.0)
    inquiry = inquiries.get(conn, "i1")
    assert (closed.caller_name, closed.answered_at, closed.ended_at) == (None, 110.0, 280.0)
    assert (inquiry.subject, inquiry.notes, inquiry.category) == ("", "", None)
    assert inquiry.outcome == "answered"
    assert messages.of_session(conn, "s1") == []
    assert [found(conn, word) for word in ("의료", "병원", "내과", "바다")] == [set()] * 4
    assert found(conn, inquiry.number) == {"i1"}


def test_a_name_is_never_stored_against_the_callers_will(conn: Connection) -> None:
    assert add_contact(conn, keeps_record=False).caller_name is None
    assert add_session(conn, "s2").caller_name == "이바다"


def test_closing_again_changes_nothing(conn: Connection) -> None:
    add_contact(conn)
    _write_notes(conn)
    first = close_out(conn, "s1", now=300.0)
    before = inquiries.get(conn, "i1")
    assert close_out(conn, "s1", now=999.0) == first
    assert inquiries.get(conn, "i1") == before


def test_an_inquiry_stays_open_while_another_session_runs(conn: Connection) -> None:
    add_contact(conn)
    add_session(conn, "s2")
    close_out(conn, "s1", now=300.0)
    assert inquiries.get(conn, "i1").closed_at is None
    close_out(conn, "s2", now=400.0)
    assert inquiries.get(conn, "i1").closed_at == 400.0


def test_a_reconnect_opens_the_inquiry_again(conn: Connection) -> None:
    add_contact(conn)
    close_out(conn, "s1", now=300.0)
    add_session(conn, "s2", joined_at=310.0)
    assert inquiries.get(conn, "i1").closed_at is None


def test_text_of_a_running_session_is_not_found_yet(conn: Connection) -> None:
    add_contact(conn)
    add_session(conn, "s2")
    say(conn, "수도 요금", session_id="s2")
    close_out(conn, "s1", now=300.0)
    assert found(conn, "수도") == set()
    close_out(conn, "s2", now=310.0)
    assert found(conn, "수도") == {"i1"}


def test_an_abandoned_session_has_an_outcome(conn: Connection) -> None:
    add_contact(conn)
    sessions.abandoned(conn, "s1", at=130.0, reason="caller_left")
    closed = close_out(conn, "s1", now=131.0)
    assert (closed.state, closed.end_reason, closed.ended_at) == ("abandoned", "caller_left", 130.0)
    assert inquiries.get(conn, "i1").outcome == "abandoned"


def test_an_outcome_that_somebody_chose_stays(conn: Connection) -> None:
    add_contact(conn)
    _write_notes(conn)
    sessions.abandoned(conn, "s1", at=130.0, reason="caller_lost")
    close_out(conn, "s1", now=131.0)
    assert inquiries.get(conn, "i1").outcome == "answered"
