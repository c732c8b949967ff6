"""The list, the search and the restart find their rows by index, not by reading everything."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Select, insert, select, text

from recordings import search
from recordings.engines import parse_url, writer_engine
from recordings.events import events
from recordings.inquiries import inquiries
from recordings.inquiry_list import InquiryFilter, page_query
from recordings.korean import fold
from recordings.messages import messages
from recordings.search import search_texts
from recordings.sessions import sessions, unfinished
from tests.contracts.builders import CENTRE

COUNT = 4000
SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"
CATEGORIES = ("medical", "work", "water", "taxes")


def _words(n: int) -> str:
    """Text that differs from one inquiry to the next, with 의료 in one of a hundred."""
    chosen = (SYLLABLES[(n * 7 + k * (n % 11 + 1)) % len(SYLLABLES)] for k in range(40))
    return "".join(chosen) + (" 의료 지원" if n % 100 == 0 else "")


def _fill(conn: Connection) -> None:
    numbers = range(COUNT)
    conn.execute(
        insert(inquiries),
        [
            {
                "id": f"i{n}",
                "centre_id": CENTRE,
                "number": f"261121-{n:06}",
                "category": CATEGORIES[n % len(CATEGORIES)],
                "subject": _words(n),
                "notes": "",
                "keeps_record": True,
                "version": 1,
                "opened_at": float(n),
            }
            for n in numbers
        ],
    )
    conn.execute(
        insert(sessions),
        [
            {
                "id": f"s{n}",
                "centre_id": CENTRE,
                "inquiry_id": f"i{n}",
                "mode": "text",
                "state": "closed",
                "emergency": False,
                "keeps_record": True,
                "caller_id": f"c{n}",
                "language": "ko",
                "joined_at": float(n),
                "closed_at": float(n) if n % 500 else None,
            }
            for n in numbers
        ],
    )
    conn.execute(
        insert(search_texts),
        [{"inquiry_id": f"i{n}", "centre_id": CENTRE, "body": fold(_words(n))} for n in numbers],
    )
    conn.execute(
        insert(events),
        [
            {
                "centre_id": CENTRE,
                "session_id": f"s{n}",
                "type": "SessionQueued",
                "at": float(n),
                "data": {},
            }
            for n in numbers
        ],
    )
    conn.execute(
        insert(messages),
        [
            {
                "session_id": f"s{n}",
                "seq": 1,
                "centre_id": CENTRE,
                "client_id": "m1",
                "sender": "system",
                "text": "-",
                "kept": True,
                "at": float(n),
            }
            for n in numbers
        ],
    )
    if conn.dialect.name == "postgresql":
        # New entries wait in a list beside the index until a vacuum, which no open transaction can do.
        conn.execute(text("SELECT gin_clean_pending_list('ix_search_texts_body')"))
    conn.execute(text("ANALYZE"))


@pytest.fixture
def filled(url: str) -> Iterator[Connection]:
    engine = writer_engine(parse_url(url))
    try:
        with engine.connect() as conn:
            conn.begin()
            _fill(conn)
            yield conn
    finally:
        engine.dispose()


def _plan(conn: Connection, query: Select[Any]) -> str:
    """The values are written into the statement, so that the planner sees them."""
    compiled = query.compile(dialect=conn.dialect, compile_kwargs={"literal_binds": True})
    if conn.dialect.name == "postgresql":
        found = conn.exec_driver_sql(f"EXPLAIN {compiled}")
    else:
        found = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")
    return "\n".join(str(row[-1]) for row in found)


def _assert_no_scan(plan: str, table: str) -> None:
    assert f"Seq Scan on {table}" not in plan, plan
    for line in plan.splitlines():
        assert line not in (f"SCAN {table}", f"SCAN TABLE {table}"), plan


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (InquiryFilter(CENTRE), "ix_inquiries_centre_id_opened_at_id"),
        (InquiryFilter(CENTRE, category="water"), "ix_inquiries_centre_id_category_opened_at_id"),
    ],
)
def test_a_page_of_the_list_reads_only_its_rows(
    filled: Connection, wanted: InquiryFilter, index: str
) -> None:
    for cursor in (None, "2000.0~i2000"):
        plan = _plan(filled, page_query(filled, wanted, 51, cursor))
        assert index in plan, plan
        _assert_no_scan(plan, "inquiries")
        assert "ix_sessions_inquiry_id_joined_at" in plan, plan


def test_search_uses_the_trigram_index(filled: Connection) -> None:
    condition = search.matches(filled, "의료")
    assert condition is not None
    query = select(inquiries.c.id).where(condition)
    assert len(filled.execute(query).all()) == COUNT // 100
    plan = _plan(filled, query)
    if filled.dialect.name == "postgresql":
        assert "ix_search_texts_body" in plan, plan
    else:
        assert "search_index VIRTUAL TABLE INDEX" in plan, plan
    _assert_no_scan(plan, "search_texts")


def test_a_restart_reads_only_unfinished_sessions(filled: Connection) -> None:
    query = select(events.c.seq).where(
        events.c.session_id.in_(select(sessions.c.id).where(unfinished))
    )
    plan = _plan(filled, query)
    assert "ix_sessions_unfinished" in plan, plan
    assert "ix_events_session_id_seq" in plan, plan


def test_the_messages_of_a_session_are_found_by_its_id(filled: Connection) -> None:
    query = select(messages).where(messages.c.session_id == "s1").order_by(messages.c.seq)
    plan = _plan(filled, query)
    assert "USING INDEX" in plan or "Index Scan" in plan, plan
