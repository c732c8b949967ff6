"""One-time links by which a member of staff signs in without a password. Only hashes are stored."""

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, ForeignKey, Table, insert, select, update

from recordings import rows
from recordings.errors import RecordError
from recordings.schema import Words, id_column, metadata, time_column
from recordings.staff import staff

sign_in_links = Table(
    "sign_in_links",
    metadata,
    id_column("token_hash"),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    Column("staff_id", Words, ForeignKey("staff.id"), nullable=False, index=True),
    Column("created_by", Words, ForeignKey("staff.id")),
    time_column("created_at"),
    time_column("expires_at"),
    time_column("used_at", nullable=True),
)


class SignInLink(msgspec.Struct, frozen=True):
    """`created_by` is None for a link made at the command line."""

    token_hash: str
    centre_id: str
    staff_id: str
    created_by: str | None
    created_at: float
    expires_at: float
    used_at: float | None = None


def create(conn: Connection, link: SignInLink) -> None:
    conn.execute(insert(sign_in_links).values(rows.values_of(link)))


def find(conn: Connection, token_hash: str, now: float) -> SignInLink:
    """Looks without using it up (for the page that the link opens). Raises RecordError `link_invalid`."""
    links = sign_in_links.c
    query = select(sign_in_links).where(links.token_hash == token_hash, *_usable(now))
    row = conn.execute(query).one_or_none()
    if row is None:
        raise RecordError("link_invalid")
    return rows.as_struct(SignInLink, row)


def redeem(conn: Connection, token_hash: str, now: float) -> str:
    """Uses the link up and returns the staff id. Raises RecordError `link_invalid`."""
    links = sign_in_links.c
    staff_id = conn.execute(
        update(sign_in_links)
        .where(links.token_hash == token_hash, *_usable(now))
        .values(used_at=now)
        .returning(links.staff_id)
    ).scalar_one_or_none()
    if staff_id is None:
        raise RecordError("link_invalid")
    return str(staff_id)


def cancel_of(conn: Connection, staff_id: str, now: float) -> None:
    """Makes every open link of the member useless, for instance when a newer one is made."""
    links = sign_in_links.c
    conn.execute(
        update(sign_in_links)
        .where(links.staff_id == staff_id, links.used_at.is_(None))
        .values(used_at=now)
    )


def _usable(now: float) -> tuple[ColumnElement[bool], ...]:
    links = sign_in_links.c
    enabled = select(staff.c.id).where(staff.c.disabled.is_(False))
    return (links.used_at.is_(None), links.expires_at > now, links.staff_id.in_(enabled))
