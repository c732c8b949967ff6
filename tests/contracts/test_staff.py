"""Members of staff, their logins, and edits that do not overwrite each other."""

import pytest
from sqlalchemy import Connection

from recordings import staff
from recordings.errors import RecordError, VersionConflict
from recordings.staff import NewStaffMember, StaffChanges
from tests.contracts.builders import CENTRE, add_counselor


def test_a_new_member_is_read_back(conn: Connection) -> None:
    new = NewStaffMember("a", CENTRE, "Admin1", "박관리", "administrator", 5.0, ("text",), 2)
    created = staff.create(conn, new)
    assert staff.get(conn, "a") == created
    assert (created.login, created.modes, created.max_text_sessions) == ("admin1", ("text",), 2)
    assert (created.disabled, created.version, created.last_sign_in_at) == (False, 1, None)


def test_a_login_is_unique_whatever_its_case(conn: Connection) -> None:
    add_counselor(conn, "kim")
    with pytest.raises(RecordError) as caught:
        staff.create(conn, NewStaffMember("x", CENTRE, "KIM1", "다른 김", "auditor", 5.0))
    assert caught.value.code == "login_taken"


def test_credentials_are_found_by_login(conn: Connection) -> None:
    add_counselor(conn, "kim")
    staff.set_password_hash(conn, "kim", "$argon2id$…")
    found = staff.find_credentials(conn, CENTRE, "Kim1")
    assert found is not None
    assert (found.member.id, found.password_hash) == ("kim", "$argon2id$…")
    assert staff.find_credentials(conn, CENTRE, "nobody") is None


def test_no_password_hash_leaves_by_the_public_row(conn: Connection) -> None:
    member = add_counselor(conn)
    assert not hasattr(member, "password_hash")


def test_a_save_changes_only_what_is_given(conn: Connection) -> None:
    member = add_counselor(conn)
    saved = staff.save(conn, "kim", 1, StaffChanges(disabled=True, modes=("video",)))
    assert (saved.disabled, saved.modes, saved.version) == (True, ("video",), 2)
    assert (saved.display_name, saved.login) == (member.display_name, member.login)


def test_the_second_of_two_editors_sees_what_changed(conn: Connection) -> None:
    add_counselor(conn)
    first = staff.save(conn, "kim", 1, StaffChanges(display_name="김하나"))
    with pytest.raises(VersionConflict) as caught:
        staff.save(conn, "kim", 1, StaffChanges(display_name="김둘"))
    assert caught.value.current == first


def test_an_edit_cannot_take_anothers_login(conn: Connection) -> None:
    add_counselor(conn, "kim")
    add_counselor(conn, "park")
    with pytest.raises(RecordError) as caught:
        staff.save(conn, "park", 1, StaffChanges(login="Kim1"))
    assert caught.value.code == "login_taken"
    assert staff.save(conn, "kim", 1, StaffChanges(login="KIM1")).login == "kim1"


def test_an_unknown_member_is_not_found(conn: Connection) -> None:
    with pytest.raises(RecordError) as caught:
        staff.get(conn, "nobody")
    assert caught.value.code == "not_found"


def test_the_list_is_by_login_and_signing_in_is_noted(conn: Connection) -> None:
    add_counselor(conn, "park")
    add_counselor(conn, "kim")
    staff.signed_in(conn, "kim", at=9.0)
    assert [(m.login, m.last_sign_in_at) for m in staff.of_centre(conn, CENTRE)] == [
        ("kim1", 9.0),
        ("park1", None),
    ]
