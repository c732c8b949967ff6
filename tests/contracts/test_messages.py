"""Messages are numbered, stored once, and marked when they arrive."""

import pytest
from sqlalchemy import Connection

from recordings import messages
from recordings.close_out import close_out
from recordings.errors import RecordError
from tests.contracts.builders import add_contact, add_session, say


def test_numbers_count_up_within_each_session(conn: Connection) -> None:
    add_contact(conn)
    add_session(conn, "s2")
    seqs = [say(conn, "네", f"m{n}").message.seq for n in range(3)]
    assert seqs == [1, 2, 3]
    assert say(conn, "네", "m0", session_id="s2").message.seq == 1


def test_a_repeat_returns_the_stored_message(conn: Connection) -> None:
    add_contact(conn)
    first = say(conn, "안녕하세요")
    say(conn, "네", "m2")
    again = say(conn, "안녕하세요")
    assert (first.new, again.new) == (True, False)
    assert again.message == first.message
    assert len(messages.of_session(conn, "s1")) == 2


def test_a_client_id_names_one_text(conn: Connection) -> None:
    add_contact(conn)
    say(conn, "네")
    with pytest.raises(RecordError) as caught:
        say(conn, "아니요")
    assert caught.value.code == "client_id_reused"


def test_another_sender_cannot_claim_a_client_id(conn: Connection) -> None:
    add_contact(conn)
    say(conn, "네")
    with pytest.raises(RecordError) as caught:
        say(conn, "네", sender="counselor")
    assert caught.value.code == "client_id_reused"


def test_a_message_is_read_back_as_it_was_written(conn: Connection) -> None:
    add_contact(conn)
    text = "한글 \U0001f44b <b>&amp;</b> '\"\\ %_ \n끝"
    stored = say(conn, text, kept=False).message
    (read,) = messages.of_session(conn, "s1")
    assert read == stored
    assert (read.text, read.kept, read.sender_id, read.delivered_at) == (
        text,
        False,
        "caller-1",
        None,
    )


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_text_that_cannot_be_stored_is_refused(conn: Connection, text: str) -> None:
    add_contact(conn)
    with pytest.raises(RecordError) as caught:
        say(conn, text)
    assert caught.value.code == "bad_text"


def test_a_closed_or_unknown_session_takes_no_text(conn: Connection) -> None:
    add_contact(conn)
    close_out(conn, "s1", now=300.0)
    for session_id in ("s1", "nowhere"):
        with pytest.raises(RecordError) as caught:
            say(conn, "늦은 말", session_id=session_id)
        assert caught.value.code == "session_closed"
    assert messages.of_session(conn, "s1") == []


def test_a_resuming_client_gets_what_it_missed(conn: Connection) -> None:
    add_contact(conn)
    for n in range(4):
        say(conn, str(n), f"m{n}")
    assert [message.text for message in messages.of_session(conn, "s1", after_seq=2)] == ["2", "3"]


def test_delivery_marks_only_the_other_partys_messages(conn: Connection) -> None:
    add_contact(conn)
    say(conn, "가", "m1")
    say(conn, "나", "m2", sender="counselor")
    say(conn, "다", "m3", sender="counselor")
    assert messages.mark_delivered(conn, "s1", 2, "caller", at=210.0) == [2]
    assert messages.mark_delivered(conn, "s1", 3, "caller", at=220.0) == [3]
    delivered = [message.delivered_at for message in messages.of_session(conn, "s1")]
    assert delivered == [None, 210.0, 220.0]
