"""The answer book: found by words as inquiries are, changed by one editor at a time, hidden, never lost."""

import msgspec
import pytest
from sqlalchemy import Connection, delete

from recordings import answers, default_centre, starter_answers
from recordings.answers import AnswerContent
from recordings.errors import RecordError, VersionConflict
from tests.contracts.builders import CENTRE

BUS = AnswerContent(
    category="transport",
    title_ko="심야 버스",
    title_en="Night bus",
    text_ko="자정부터 다닙니다.",
    text_en="From midnight. 50% fare",
    words="올빼미",
    position=5,
)
MOON = AnswerContent(
    None, "달 사진 전시", "Moon pictures", "시청에서 봅니다. 버스로 갑니다.", "City hall."
)


@pytest.fixture
def book(conn: Connection) -> Connection:
    conn.execute(delete(answers.answers))
    answers.add(conn, CENTRE, "moon", MOON)
    answers.add(conn, CENTRE, "bus", BUS)
    return conn


def keys(conn: Connection, query: str, **options: object) -> list[str]:
    return [answer.key for answer in answers.find(conn, CENTRE, query, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("심야", ["bus"]),
        ("달", ["moon"]),
        ("NIGHT", ["bus"]),
        ("올빼미", ["bus"]),
        ("버스", ["bus", "moon"]),
        ("버스 시청", ["moon"]),
        ("\u1103\u1161\u11af", ["moon"]),
        ("%", ["bus"]),
        ("_", []),
        ("50%", ["bus"]),
        ("", ["moon", "bus"]),
        ("없는말", []),
    ],
)
def test_words_are_found_and_titles_come_first(
    book: Connection, query: str, expected: list[str]
) -> None:
    assert keys(book, query) == expected


def test_a_category_narrows_and_a_limit_cuts(book: Connection) -> None:
    assert keys(book, "", category="transport") == ["bus"]
    assert keys(book, "", limit=1) == ["moon"]


def test_a_change_is_found_by_its_new_words_alone(book: Connection) -> None:
    changed = msgspec.structs.replace(BUS, title_ko="막차", text_en="Until one.")
    saved = answers.save(book, CENTRE, "bus", 1, changed)
    assert (saved.version, saved.title_ko) == (2, "막차")
    assert keys(book, "막차") == ["bus"]
    assert keys(book, "심야") == []


def test_the_second_editor_is_told_and_loses_nothing(book: Connection) -> None:
    answers.save(book, CENTRE, "bus", 1, msgspec.structs.replace(BUS, title_ko="처음"))
    with pytest.raises(VersionConflict) as caught:
        answers.save(book, CENTRE, "bus", 1, msgspec.structs.replace(BUS, title_ko="나중"))
    assert caught.value.current.title_ko == "처음"  # type: ignore[attr-defined]
    assert answers.get(book, CENTRE, "bus").title_ko == "처음"


def test_a_hidden_answer_is_for_administrators_alone(book: Connection) -> None:
    hidden = answers.set_active(book, CENTRE, "bus", False)
    assert (hidden.active, hidden.version) == (False, 2)
    assert answers.set_active(book, CENTRE, "bus", False).version == 2
    assert keys(book, "심야") == []
    assert keys(book, "심야", active_only=False) == ["bus"]
    with pytest.raises(VersionConflict):
        answers.save(book, CENTRE, "bus", 1, BUS)


def test_an_unknown_category_or_answer_is_refused(book: Connection) -> None:
    nowhere = msgspec.structs.replace(BUS, category="moonlight")
    with pytest.raises(RecordError, match="category"):
        answers.add(book, CENTRE, "x", nowhere)
    with pytest.raises(RecordError, match="category"):
        answers.save(book, CENTRE, "bus", 1, nowhere)
    for missing in (CENTRE, "elsewhere"):
        with pytest.raises(RecordError) as caught:
            answers.get(book, missing, "nothing")
        assert caught.value.code == "not_found"


def test_a_new_answer_goes_to_the_end(book: Connection) -> None:
    assert answers.next_position(book, CENTRE) == 15


def test_a_centre_begins_with_examples(conn: Connection) -> None:
    book = answers.find(conn, CENTRE)
    assert len(book) >= 25
    assert all(answer.example and answer.active and answer.category for answer in book)
    texts = [(a.title_ko, a.title_en, a.text_ko, a.text_en) for a in book]
    assert all(part.strip() for parts in texts for part in parts)
    for word in ("버스", "수도", "재산세", "여권", "약국", "연금", "passport", "pharmacy"):
        assert keys(conn, word), word


def test_a_record_of_before_the_answer_book_gets_the_examples_once(conn: Connection) -> None:
    conn.execute(delete(answers.answers))
    default_centre.ensure_default_centre(conn, now=5.0)
    assert len(answers.find(conn, CENTRE)) == len(starter_answers.STARTERS)
    answers.set_active(conn, CENTRE, "night_bus", False)
    default_centre.ensure_default_centre(conn, now=6.0)
    assert "night_bus" not in keys(conn, "")
