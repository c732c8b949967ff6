"""Notices: dated, urgent ones first, and who has read which wording."""

import msgspec
import pytest
from sqlalchemy import Connection

from recordings import notices
from recordings.errors import RecordError, VersionConflict
from recordings.notices import NoticeContent
from tests.contracts.builders import CENTRE, add_counselor

LAST_TRAINS = NoticeContent("막차 연장", "오늘 새벽 2시까지", False, 100.0, 200.0)


@pytest.fixture
def people(conn: Connection) -> Connection:
    add_counselor(conn, "kim")
    add_counselor(conn, "lee", "이바다")
    return conn


def add(conn: Connection, notice_id: str, **changes: object) -> notices.Notice:
    content = msgspec.structs.replace(LAST_TRAINS, **changes)
    return notices.add(conn, notice_id, CENTRE, content, "kim", now=50.0)


def readers(conn: Connection, notice_id: str) -> list[str]:
    return [r.staff_id for r in notices.current_reads(conn, CENTRE) if r.notice_id == notice_id]


def test_what_has_not_ended_is_shown_urgent_first_then_newest(people: Connection) -> None:
    add(people, "old", valid_from=90.0)
    add(people, "new", valid_from=110.0)
    add(people, "urgent", urgent=True, valid_from=80.0)
    add(people, "over", valid_until=150.0)
    assert [n.id for n in notices.not_ended(people, CENTRE, 150.0)] == ["urgent", "new", "old"]
    assert len(notices.of_centre(people, CENTRE)) == 4
    assert notices.not_ended(people, "elsewhere", 150.0) == []


def test_the_first_reading_counts_and_a_changed_notice_is_unread(people: Connection) -> None:
    add(people, "n")
    assert notices.mark_read(people, CENTRE, "n", "lee", 120.0).at == 120.0
    assert notices.mark_read(people, CENTRE, "n", "lee", 130.0).at == 120.0
    notices.mark_read(people, CENTRE, "n", "kim", 140.0)
    assert readers(people, "n") == ["lee", "kim"]
    notices.save(people, CENTRE, "n", 1, msgspec.structs.replace(LAST_TRAINS, text="취소"))
    assert readers(people, "n") == []
    assert notices.mark_read(people, CENTRE, "n", "lee", 150.0).version == 2
    assert readers(people, "n") == ["lee"]


def test_the_second_editor_is_told(people: Connection) -> None:
    add(people, "n")
    notices.save(people, CENTRE, "n", 1, LAST_TRAINS)
    with pytest.raises(VersionConflict) as caught:
        notices.save(people, CENTRE, "n", 1, LAST_TRAINS)
    assert caught.value.current.version == 2  # type: ignore[attr-defined]


def test_an_ended_notice_is_not_shown_and_ends_once(people: Connection) -> None:
    add(people, "n")
    ended = notices.end(people, CENTRE, "n", 150.0)
    assert (ended.valid_until, ended.version) == (150.0, 2)
    assert notices.not_ended(people, CENTRE, 150.0) == []
    assert notices.end(people, CENTRE, "n", 160.0) == ended


def test_what_has_not_begun_can_be_ended(people: Connection) -> None:
    add(people, "n")
    ended = notices.end(people, CENTRE, "n", 60.0)
    assert ended.valid_from <= ended.valid_until == 60.0


def test_a_notice_of_nobody_or_of_another_centre_is_not_found(people: Connection) -> None:
    add(people, "n")
    for centre, notice in ((CENTRE, "none"), ("elsewhere", "n")):
        with pytest.raises(RecordError) as caught:
            notices.mark_read(people, centre, notice, "lee", 120.0)
        assert caught.value.code == "not_found"
