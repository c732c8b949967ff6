"""Notes are saved as typed, and never over somebody else's."""

import pytest
from sqlalchemy import Connection

from recordings import inquiry_editing
from recordings.close_out import close_out
from recordings.errors import RecordError, VersionConflict
from recordings.inquiry_editing import InquiryChanges
from tests.contracts.builders import add_contact, add_inquiry
from tests.contracts.finding import found


def test_a_save_changes_only_what_is_given(conn: Connection) -> None:
    add_inquiry(conn)
    first = inquiry_editing.save(conn, "i1", 1, InquiryChanges(notes="예약", category="medical"))
    second = inquiry_editing.save(conn, "i1", 2, InquiryChanges(outcome="answered", category=None))
    assert (first.notes, first.category, first.version) == ("예약", "medical", 2)
    assert (second.notes, second.category, second.outcome) == ("예약", None, "answered")


def test_the_second_of_two_editors_loses_nothing(conn: Connection) -> None:
    add_inquiry(conn)
    first = inquiry_editing.save(conn, "i1", 1, InquiryChanges(notes="하나"))
    with pytest.raises(VersionConflict) as caught:
        inquiry_editing.save(conn, "i1", 1, InquiryChanges(notes="둘"))
    assert caught.value.current == first


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (InquiryChanges(category="no such"), "unknown_category"),
        (InquiryChanges(outcome="no such"), "unknown_outcome"),
        (InquiryChanges(notes="a\0"), "bad_text"),
    ],
)
def test_a_wrong_value_changes_nothing(
    conn: Connection, changes: InquiryChanges, code: str
) -> None:
    add_inquiry(conn)
    with pytest.raises(RecordError) as caught:
        inquiry_editing.save(conn, "i1", 1, changes)
    assert caught.value.code == code
    assert inquiry_editing.save(conn, "i1", 1, InquiryChanges()).version == 2


def test_an_edit_after_the_close_is_found_at_once(conn: Connection) -> None:
    add_contact(conn)
    close_out(conn, "s1", now=300.0)
    inquiry_editing.save(conn, "i1", 1, InquiryChanges(subject="장애인 콜택시"))
    assert found(conn, "택시") == {"i1"}
    inquiry_editing.save(conn, "i1", 2, InquiryChanges(subject="버스 노선"))
    assert found(conn, "택시") == set()
    assert found(conn, "버스") == {"i1"}


def test_what_was_refused_cannot_be_written_after_the_close(conn: Connection) -> None:
    add_contact(conn, keeps_record=False)
    close_out(conn, "s1", now=300.0)
    with pytest.raises(RecordError) as caught:
        inquiry_editing.save(conn, "i1", 2, InquiryChanges(notes="그래도"))
    assert caught.value.code == "not_kept"
    saved = inquiry_editing.save(conn, "i1", 2, InquiryChanges(outcome="answered"))
    assert saved.outcome == "answered"
