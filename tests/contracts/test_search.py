"""Two syllables are a normal query, one is possible, and nothing that a user types is syntax."""

import pytest
from sqlalchemy import Connection

from recordings import inquiry_editing, staff
from recordings.close_out import close_out
from recordings.inquiry_editing import InquiryChanges
from recordings.sessions import answered
from recordings.staff import NewStaffMember
from tests.contracts.builders import CENTRE, add_inquiry, add_session, say
from tests.contracts.finding import found

SUBJECTS = {
    "hospital": "서울대병원 의료비 지원",
    "bus": "버스 노선과 정류장 (Bus 370)",
    "water": "수돗물이 안 나옵니다",
    "tax": "재산세 50% 감면",
    "code": 'a_b "quoted" c*d \\ back/slash',
    "moon": "달 사진 전시",
    "english": "Passport RENEWAL at City Hall",
}


@pytest.fixture
def records(conn: Connection) -> Connection:
    for key, subject in SUBJECTS.items():
        add_inquiry(conn, key)
        add_session(conn, f"s-{key}", key)
        inquiry_editing.save(conn, key, 1, InquiryChanges(subject=subject))
        close_out(conn, f"s-{key}", now=300.0)
    return conn


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("의료", {"hospital"}),
        ("병원", {"hospital"}),
        ("대병", {"hospital"}),
        ("버스", {"bus"}),
        ("노선", {"bus"}),
        ("수도", {"water"}),
        ("재산세", {"tax"}),
        ("달", {"moon"}),
        ("시", {"moon"}),
        ("비", {"hospital"}),
        ("없음", set()),
        ("passport", {"english"}),
        ("renewal", {"english"}),
        ("CITY", {"english"}),
        ("37", {"bus"}),
        ("bus", {"bus"}),
    ],
)
def test_words_are_found(records: Connection, query: str, expected: set[str]) -> None:
    assert found(records, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("병원 의료", {"hospital"}),
        ("의료  병원", {"hospital"}),
        ("버스 bus", {"bus"}),
        ("버스 3", {"bus"}),
        ("병원 버스", set()),
        ("병원 수", set()),
    ],
)
def test_all_words_must_match(records: Connection, query: str, expected: set[str]) -> None:
    assert found(records, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("%", {"tax"}),
        ("50%", {"tax"}),
        ("_", {"code"}),
        ("a_b", {"code"}),
        ("a%b", set()),
        ("axb", set()),
        ('"', {"code"}),
        ('"quoted"', {"code"}),
        ('""', set()),
        ("*", {"code"}),
        ("c*d", {"code"}),
        ("버스*", set()),
        ("\\", {"code"}),
        ("/", {"code"}),
        ("back/slash", {"code"}),
        ("(bus", {"bus"}),
        ("병원 OR 버스", set()),
        ("병원 AND 의료", set()),
        ("NOT 병원", set()),
        ("NEAR(병원 의료)", set()),
        ("body:병원", set()),
        ("^서울", set()),
        ("-병원", set()),
        ("'; DROP TABLE inquiries; --", set()),
        ("search_index", set()),
    ],
)
def test_nothing_typed_is_syntax(records: Connection, query: str, expected: set[str]) -> None:
    assert found(records, query) == expected


@pytest.mark.parametrize("query", ["", "   ", "\n\t"])
def test_a_query_without_words_leaves_nothing_out(records: Connection, query: str) -> None:
    assert found(records, query) == set(SUBJECTS)


def test_both_spellings_of_unicode_find_the_same(records: Connection) -> None:
    decomposed = "\u1107\u1167\u11bc\u110b\u116f\u11ab"  # 병원, jamo by jamo
    assert found(records, decomposed) == {"hospital"}


def test_a_very_long_query_is_answered(records: Connection) -> None:
    assert found(records, " ".join(f"낱말{n}" for n in range(5000))) == set()
    assert found(records, "병원" * 5000) == set()


def test_notes_transcript_number_and_counselor_are_searched(conn: Connection) -> None:
    staff.create(conn, NewStaffMember("kim", CENTRE, "kim1", "김하늘", "counselor", 1.0))
    number = add_inquiry(conn, "i1").number
    add_session(conn, "s1", "i1")
    answered(conn, "s1", "kim", at=110.0)
    say(conn, "지하철 엘리베이터 고장", "m1")
    inquiry_editing.save(conn, "i1", 1, InquiryChanges(notes="역무실에 전화"))
    close_out(conn, "s1", now=300.0)
    for query in ("지하철", "역무", "하늘", number, number[-6:].lower(), number[:6]):
        assert found(conn, query) == {"i1"}, query


def test_words_do_not_match_across_two_messages(conn: Connection) -> None:
    add_inquiry(conn)
    add_session(conn)
    say(conn, "지난 병", "m1")
    say(conn, "원래 대로", "m2")
    close_out(conn, "s1", now=300.0)
    assert found(conn, "병원") == set()
