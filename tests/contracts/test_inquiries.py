"""Inquiries have a public number that no other has."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from recordings import inquiries
from recordings.errors import RecordError
from tests.contracts.builders import CENTRE, add_inquiry


def test_a_new_inquiry_is_open_and_empty(conn: Connection) -> None:
    created = add_inquiry(conn, keeps_record=False)
    assert inquiries.get(conn, "i1") == created
    assert (created.subject, created.notes, created.category, created.outcome) == (
        "",
        "",
        None,
        None,
    )
    assert (created.keeps_record, created.version, created.closed_at) == (False, 1, None)


def test_an_inquiry_is_found_by_its_number_as_typed(conn: Connection) -> None:
    created = add_inquiry(conn)
    assert inquiries.find_by_number(conn, CENTRE, f" {created.number.lower()} ") == created
    assert inquiries.find_by_number(conn, "elsewhere", created.number) is None
    assert inquiries.find_by_number(conn, CENTRE, "") is None


def test_a_number_in_use_is_not_given_again(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers: Iterator[str] = iter(["261121-AAAAAA", "261121-AAAAAA", "261121-BBBBBB"])
    monkeypatch.setattr(inquiries, "new_public_number", lambda _now: next(numbers))
    assert add_inquiry(conn, "i1").number == "261121-AAAAAA"
    assert add_inquiry(conn, "i2").number == "261121-BBBBBB"


def test_without_a_free_number_there_is_a_clear_error(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiries, "new_public_number", lambda _now: "261121-AAAAAA")
    add_inquiry(conn, "i1")
    with pytest.raises(RecordError) as caught:
        add_inquiry(conn, "i2")
    assert caught.value.code == "record_conflict"


def test_an_unknown_inquiry_is_not_found(conn: Connection) -> None:
    with pytest.raises(RecordError) as caught:
        inquiries.get(conn, "nowhere")
    assert caught.value.code == "not_found"
