"""The administrator's list: newest first, filtered, paged, and one query a page."""

from datetime import date

import pytest
from sqlalchemy import Connection, event

from recordings import inquiry_editing, inquiry_list, sessions
from recordings.close_out import close_out
from recordings.errors import RecordError
from recordings.inquiry_editing import InquiryChanges
from recordings.inquiry_list import InquiryFilter
from recordings.korea_time import day_start
from tests.contracts.builders import CENTRE, add_counselor, add_inquiry, add_session

DAY = date(2026, 11, 21)
MIDNIGHT = day_start(DAY)
ANY = InquiryFilter(CENTRE)


def _ids(conn: Connection, wanted: InquiryFilter) -> list[str]:
    return [row.id for row in inquiry_list.page(conn, wanted).rows]


def test_a_row_shows_what_the_list_needs(conn: Connection) -> None:
    add_counselor(conn)
    number = add_inquiry(conn, opened_at=100.0).number
    add_session(conn, mode="video", joined_at=100.0)
    sessions.answered(conn, "s1", "kim", at=130.0)
    sessions.ended(conn, "s1", at=190.0, reason="caller_ended")
    changes = InquiryChanges(
        category="medical", outcome="answered", subject="병원 예약", notes="가" * 500
    )
    inquiry_editing.save(conn, "i1", 1, changes)
    close_out(conn, "s1", now=200.0)
    (row,) = inquiry_list.page(conn, ANY).rows
    assert (row.id, row.number, row.opened_at, row.closed_at) == ("i1", number, 100.0, 200.0)
    assert (row.mode, row.category, row.outcome) == ("video", "medical", "answered")
    assert (row.counselor_id, row.counselor_name) == ("kim", "김하늘")
    assert (row.session_count, row.waited, row.talked) == (1, 30.0, 60.0)
    assert (row.subject, row.snippet) == ("병원 예약", "가" * inquiry_list.SNIPPET_LENGTH)


def test_the_latest_session_stands_for_the_inquiry_and_seconds_add_up(conn: Connection) -> None:
    add_counselor(conn, "kim")
    add_counselor(conn, "park", "박바람")
    add_inquiry(conn)
    for session_id, counselor, start in (("s1", "kim", 100.0), ("s2", "park", 200.0)):
        add_session(conn, session_id, joined_at=start)
        sessions.answered(conn, session_id, counselor, at=start + 10)
        sessions.ended(conn, session_id, at=start + 30, reason="caller_ended")
    (row,) = inquiry_list.page(conn, ANY).rows
    assert (row.counselor_name, row.session_count, row.waited, row.talked) == (
        "박바람",
        2,
        20.0,
        40.0,
    )


def test_an_inquiry_in_the_queue_is_listed_without_times(conn: Connection) -> None:
    add_inquiry(conn)
    add_session(conn)
    (row,) = inquiry_list.page(conn, ANY).rows
    assert (row.counselor_name, row.waited, row.talked, row.closed_at) == (None, None, None, None)


def test_pages_go_from_new_to_old_without_gaps_or_repeats(conn: Connection) -> None:
    for n in range(10):
        add_inquiry(conn, f"i{n}", opened_at=100.0 + n // 3)
    seen: list[str] = []
    cursor = None
    while True:
        page = inquiry_list.page(conn, ANY, limit=4, cursor=cursor)
        seen += [row.id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
        assert len(page.rows) == 4
    assert seen == [f"i{n}" for n in reversed(range(10))]


def test_a_full_last_page_has_no_next(conn: Connection) -> None:
    for n in range(4):
        add_inquiry(conn, f"i{n}", opened_at=float(n))
    assert inquiry_list.page(conn, ANY, limit=4).next_cursor is None


def test_a_new_inquiry_does_not_move_the_pages(conn: Connection) -> None:
    for n in range(4):
        add_inquiry(conn, f"i{n}", opened_at=float(n))
    first = inquiry_list.page(conn, ANY, limit=2)
    add_inquiry(conn, "new", opened_at=99.0)
    second = inquiry_list.page(conn, ANY, limit=2, cursor=first.next_cursor)
    assert [row.id for row in second.rows] == ["i1", "i0"]


def test_days_are_koreas_and_both_included(conn: Connection) -> None:
    moments = {"before": -0.001, "first": 0.0, "last": 86_399.999, "after": 86_400.0}
    for name, offset in moments.items():
        add_inquiry(conn, name, opened_at=MIDNIGHT + offset)
    assert _ids(conn, InquiryFilter(CENTRE, first_day=DAY, last_day=DAY)) == ["last", "first"]
    assert _ids(conn, InquiryFilter(CENTRE, first_day=DAY)) == ["after", "last", "first"]
    assert _ids(conn, InquiryFilter(CENTRE, last_day=DAY)) == ["last", "first", "before"]


def test_filters_narrow_the_list(conn: Connection) -> None:
    add_counselor(conn, "kim")
    add_counselor(conn, "park")
    for n, (mode, counselor) in enumerate((("video", "kim"), ("text", "kim"), ("text", "park"))):
        add_inquiry(conn, f"i{n}", opened_at=float(n))
        add_session(conn, f"s{n}", f"i{n}", mode="video" if mode == "video" else "text")
        sessions.answered(conn, f"s{n}", counselor, at=110.0)
    inquiry_editing.save(conn, "i1", 1, InquiryChanges(category="water", outcome="answered"))
    assert _ids(conn, InquiryFilter(CENTRE, mode="text")) == ["i2", "i1"]
    assert _ids(conn, InquiryFilter(CENTRE, counselor_id="kim")) == ["i1", "i0"]
    assert _ids(conn, InquiryFilter(CENTRE, mode="video", counselor_id="park")) == []
    assert _ids(conn, InquiryFilter(CENTRE, category="water")) == ["i1"]
    assert _ids(conn, InquiryFilter(CENTRE, outcome="answered", mode="video")) == []
    assert _ids(conn, InquiryFilter("elsewhere")) == []


def test_text_and_filters_go_together(conn: Connection) -> None:
    for n, subject in enumerate(("병원 가는 버스", "병원 예약", "버스 노선")):
        add_inquiry(conn, f"i{n}", opened_at=float(n))
        add_session(conn, f"s{n}", f"i{n}")
        inquiry_editing.save(conn, f"i{n}", 1, InquiryChanges(subject=subject))
        close_out(conn, f"s{n}", now=300.0)
    assert _ids(conn, InquiryFilter(CENTRE, text="병원")) == ["i1", "i0"]
    assert _ids(conn, InquiryFilter(CENTRE, text="병원 버스", mode="text")) == ["i0"]
    assert _ids(conn, InquiryFilter(CENTRE, text="병원", mode="video")) == []


def test_a_page_is_one_query(conn: Connection) -> None:
    for n in range(5):
        add_inquiry(conn, f"i{n}")
        add_session(conn, f"s{n}", f"i{n}")
    statements: list[str] = []
    event.listen(conn, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    inquiry_list.page(conn, InquiryFilter(CENTRE, text="병원", mode="text"))
    assert len(statements) == 1


@pytest.mark.parametrize("cursor", ["", "x", "1.0", "nan~i1", "inf~i1", "~", "1.0'; --~i1"])
def test_a_made_up_cursor_is_refused(conn: Connection, cursor: str) -> None:
    with pytest.raises(RecordError) as caught:
        inquiry_list.page(conn, ANY, cursor=cursor)
    assert caught.value.code == "bad_cursor"
