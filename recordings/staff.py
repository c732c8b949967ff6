"""Members of staff. Password hashes are made and checked elsewhere (argon2id)."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Integer,
    Table,
    UniqueConstraint,
    insert,
    select,
    update,
)

from recordings import rows
from recordings.errors import RecordError, VersionConflict
from recordings.schema import Words, id_column, metadata, time_column
from recordings.words import Mode, Role

staff = Table(
    "staff",
    metadata,
    id_column(),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    Column("login", Words, nullable=False),
    Column("display_name", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("modes", JSON, nullable=False),
    Column("max_text_sessions", Integer, nullable=False),
    Column("password_hash", Words),
    Column("disabled", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    time_column("created_at"),
    time_column("last_sign_in_at", nullable=True),
    UniqueConstraint("centre_id", "login"),
    CheckConstraint("role IN ('counselor', 'supervisor', 'administrator', 'auditor')", name="role"),
)

PUBLIC_COLUMNS = [column for column in staff.c if column.name != "password_hash"]


class StaffMember(msgspec.Struct, frozen=True):
    """Holds no password hash, so it may be sent on. `login` is kept in lower case."""

    id: str
    centre_id: str
    login: str
    display_name: str
    role: Role
    modes: tuple[Mode, ...]
    max_text_sessions: int
    disabled: bool
    version: int
    created_at: float
    last_sign_in_at: float | None


class Credentials(msgspec.Struct, frozen=True):
    """For the sign-in alone. No hash: the member signs in by a link first."""

    member: StaffMember
    password_hash: str | None


class NewStaffMember(msgspec.Struct, frozen=True):
    id: str
    centre_id: str
    login: str
    display_name: str
    role: Role
    created_at: float
    modes: tuple[Mode, ...] = ("video", "text")
    max_text_sessions: int = 3
    password_hash: str | None = None


class StaffChanges(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is left unset stays as it is."""

    login: str | msgspec.UnsetType = msgspec.UNSET
    display_name: str | msgspec.UnsetType = msgspec.UNSET
    role: Role | msgspec.UnsetType = msgspec.UNSET
    modes: tuple[Mode, ...] | msgspec.UnsetType = msgspec.UNSET
    max_text_sessions: int | msgspec.UnsetType = msgspec.UNSET
    disabled: bool | msgspec.UnsetType = msgspec.UNSET


def create(conn: Connection, member: NewStaffMember) -> StaffMember:
    """Raises RecordError `login_taken`."""
    values = rows.values_of(member) | {"disabled": False, "version": 1}
    values["login"] = member.login.lower()
    _check_login_is_free(conn, member.centre_id, values["login"], member.id)
    row = conn.execute(insert(staff).values(values).returning(*PUBLIC_COLUMNS)).one()
    return rows.as_struct(StaffMember, row)


def get(conn: Connection, staff_id: str) -> StaffMember:
    """Raises RecordError `not_found`."""
    row = conn.execute(select(*PUBLIC_COLUMNS).where(staff.c.id == staff_id)).one_or_none()
    return rows.as_found(StaffMember, row)


def of_centre(conn: Connection, centre_id: str) -> list[StaffMember]:
    """Disabled ones too, by login."""
    query = select(*PUBLIC_COLUMNS).where(staff.c.centre_id == centre_id).order_by(staff.c.login)
    return rows.as_structs(StaffMember, conn.execute(query))


def find_credentials(conn: Connection, centre_id: str, login: str) -> Credentials | None:
    """Disabled members too: the sign-in refuses them after checking the password, in the same time."""
    query = select(staff).where(staff.c.centre_id == centre_id, staff.c.login == login.lower())
    row = conn.execute(query).one_or_none()
    if row is None:
        return None
    return Credentials(rows.as_struct(StaffMember, row), row.password_hash)


def known_logins(conn: Connection, centre_id: str, logins: Sequence[str]) -> set[str]:
    """Those of the logins, in lower case, that members of the centre have."""
    same = (staff.c.centre_id == centre_id, staff.c.login.in_(logins))
    return set(conn.execute(select(staff.c.login).where(*same)).scalars())


def save(conn: Connection, staff_id: str, version: int, changes: StaffChanges) -> StaffMember:
    """Raises VersionConflict with the current StaffMember, or RecordError `not_found`, `login_taken`."""
    current = get(conn, staff_id)
    values = {
        name: new for name, new in rows.values_of(changes).items() if new is not msgspec.UNSET
    }
    if "login" in values:
        values["login"] = values["login"].lower()
        _check_login_is_free(conn, current.centre_id, values["login"], staff_id)
    row = conn.execute(
        update(staff)
        .where(staff.c.id == staff_id, staff.c.version == version)
        .values(values | {"version": version + 1})
        .returning(*PUBLIC_COLUMNS)
    ).one_or_none()
    if row is None:
        raise VersionConflict(current)
    return rows.as_struct(StaffMember, row)


def set_password_hash(conn: Connection, staff_id: str, password_hash: str) -> None:
    conn.execute(update(staff).where(staff.c.id == staff_id).values(password_hash=password_hash))


def signed_in(conn: Connection, staff_id: str, at: float) -> None:
    conn.execute(update(staff).where(staff.c.id == staff_id).values(last_sign_in_at=at))


def _check_login_is_free(conn: Connection, centre_id: str, login: str, staff_id: str) -> None:
    query = select(staff.c.id).where(staff.c.centre_id == centre_id, staff.c.login == login)
    holder = conn.execute(query).scalar_one_or_none()
    if holder is not None and holder != staff_id:
        raise RecordError("login_taken")
