"""Inquiries from before: many at a time, found by their words, known again by id and by number."""

import msgspec
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from recordings import inquiries, inquiry_list, old_inquiries, staff
from recordings.inquiry_list import InquiryFilter
from recordings.old_inquiries import OldInquiry
from tests.contracts.builders import CENTRE, add_counselor

OLD = OldInquiry("old-1", CENTRE, "A-1", 100.0, "water", "answered", "수도 요금", "두 달 치")


def test_they_are_closed_and_found_by_their_words(conn: Connection) -> None:
    other = msgspec.structs.replace(OLD, id="old-2", number=None, subject="버스", category=None)
    old_inquiries.add(conn, [OLD, other])
    stored = inquiries.get(conn, "old-1")
    assert (stored.number, stored.closed_at, stored.keeps_record) == ("A-1", 100.0, True)
    assert inquiries.get(conn, "old-2").number.startswith("700101-")
    for words, found in (("수도", ["old-1"]), ("a-1", ["old-1"]), ("두 달 버스", ["old-2"])):
        page = inquiry_list.page(conn, InquiryFilter(CENTRE, text=words))
        assert [row.id for row in page.rows] == found


def test_none_is_nothing(conn: Connection) -> None:
    old_inquiries.add(conn, [])
    assert old_inquiries.already_there(conn, []) == set()


def test_they_are_known_again_by_id_and_by_number(conn: Connection) -> None:
    old_inquiries.add(conn, [OLD])
    by_number = msgspec.structs.replace(OLD, id="else")
    neither = msgspec.structs.replace(OLD, id="new", number="A-2")
    unnumbered = msgspec.structs.replace(OLD, id="newer", number=None)
    there = old_inquiries.already_there(conn, [OLD, by_number, neither, unnumbered])
    assert there == {"old-1", "else"}


def test_the_database_refuses_a_second_one(conn: Connection) -> None:
    old_inquiries.add(conn, [OLD])
    with pytest.raises(IntegrityError), conn.begin_nested():
        old_inquiries.add(conn, [OLD])


def test_known_logins(conn: Connection) -> None:
    add_counselor(conn)
    assert staff.known_logins(conn, CENTRE, ["kim1", "lee1"]) == {"kim1"}
    assert staff.known_logins(conn, "elsewhere", ["kim1"]) == set()
