"""Demo accounts: counselor1 to 3, supervisor1, admin1, auditor1, all with one password."""

import os
import secrets
import uuid
from pathlib import Path

from recordings import staff
from recordings.connection import Connection
from recordings.database import Database
from recordings.staff import NewStaffMember
from recordings.words import Role
from signaling.sign_in.passwords import Passwords

ACCOUNTS: tuple[tuple[str, str, Role], ...] = (
    ("counselor1", "김하늘", "counselor"),
    ("counselor2", "이바다", "counselor"),
    ("counselor3", "박나무", "counselor"),
    ("supervisor1", "최별", "supervisor"),
    ("admin1", "정운영", "administrator"),
    ("auditor1", "한감사", "auditor"),
)


async def create_accounts(
    database: Database,
    passwords: Passwords,
    centre_id: str,
    wanted: str,
    data_dir: Path,
    now: float,
) -> str:
    """Makes the accounts that are missing and returns their password.

    A made-up password is kept in the data directory, readable by its owner only, so that a second start
    can say it again; `wanted` replaces it.
    """
    password = wanted or _kept_password(data_dir / "demo-password")
    hashed = await passwords.hash(password)

    def store(conn: Connection) -> None:
        for login, name, role in ACCOUNTS:
            found = staff.find_credentials(conn, centre_id, login)
            member_id = found.member.id if found else _add(conn, centre_id, login, name, role, now)
            staff.set_password_hash(conn, member_id, hashed)

    await database.write(store)
    return password


def _add(conn: Connection, centre_id: str, login: str, name: str, role: Role, now: float) -> str:
    member = NewStaffMember(uuid.uuid4().hex, centre_id, login, name, role, now)
    return staff.create(conn, member).id


def _kept_password(path: Path) -> str:
    if path.exists():
        return path.read_text().strip()
    password = secrets.token_urlsafe(9)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(password + "\n")
    return password
