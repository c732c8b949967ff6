"""A sign-in link opens once."""

import pytest
from sqlalchemy import Connection

from recordings import sign_in_links, staff
from recordings.errors import RecordError
from recordings.sign_in_links import SignInLink
from recordings.staff import StaffChanges
from tests.contracts.builders import CENTRE, add_counselor


@pytest.fixture
def link(conn: Connection) -> SignInLink:
    add_counselor(conn)
    link = SignInLink("hash", CENTRE, "kim", None, created_at=1.0, expires_at=100.0)
    sign_in_links.create(conn, link)
    return link


def _assert_useless(conn: Connection, now: float, token_hash: str = "hash") -> None:
    for use in (sign_in_links.find, sign_in_links.redeem):
        with pytest.raises(RecordError) as caught:
            use(conn, token_hash, now)
        assert caught.value.code == "link_invalid"


def test_a_link_is_used_once(conn: Connection, link: SignInLink) -> None:
    assert sign_in_links.find(conn, "hash", 50.0) == link
    assert sign_in_links.redeem(conn, "hash", 50.0) == "kim"
    _assert_useless(conn, 51.0)


def test_a_link_ends_at_its_time(conn: Connection, link: SignInLink) -> None:
    _assert_useless(conn, now=link.expires_at)


def test_a_guessed_link_opens_nothing(conn: Connection, link: SignInLink) -> None:
    _assert_useless(conn, 50.0, token_hash=f"{link.token_hash}x")


def test_a_disabled_members_link_opens_nothing(conn: Connection, link: SignInLink) -> None:
    staff.save(conn, link.staff_id, 1, StaffChanges(disabled=True))
    _assert_useless(conn, 50.0)


def test_open_links_can_be_cancelled(conn: Connection, link: SignInLink) -> None:
    sign_in_links.cancel_of(conn, link.staff_id, now=40.0)
    _assert_useless(conn, 50.0)
