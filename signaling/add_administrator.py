"""`sonmal add-administrator`: the first account of a new installation, entered by a one-time link."""

import asyncio
import time
import uuid

from recordings import sign_in_links, staff
from recordings.centres import DEFAULT_CENTRE_ID
from recordings.connection import Connection
from recordings.database import Database
from recordings.errors import RecordError
from recordings.sign_in_links import SignInLink
from recordings.staff import NewStaffMember
from signaling.data_directory import DataDirectoryError, make
from signaling.settings import Settings
from signaling.sign_in.tokens import hash_token, new_token
from signaling.start_error import StartError


def run(settings: Settings, login: str) -> int:
    """Prints the path of a one-time link; an existing account of this login gets a new link.

    Raises:
        StartError: the record cannot be opened or the login belongs to another role.
    """
    try:
        make(settings.data_dir)
        token = asyncio.run(_add(settings, login))
    except (DataDirectoryError, RecordError) as error:
        raise StartError(str(error)) from error
    print(f"Open once within {settings.sign_in_link_hours:g} hours: /sign-in-link#{token}")
    return 0


async def _add(settings: Settings, login: str) -> str:
    database = await asyncio.to_thread(Database.open, settings.database)
    token, now = new_token(), time.time()
    try:
        await database.write(
            lambda conn: _store(conn, login, token, now, settings.sign_in_link_hours * 3600)
        )
    finally:
        await database.close()
    return token


def _store(conn: Connection, login: str, token: str, now: float, lifetime: float) -> None:
    found = staff.find_credentials(conn, DEFAULT_CENTRE_ID, login)
    if found is None:
        new = NewStaffMember(
            uuid.uuid4().hex, DEFAULT_CENTRE_ID, login, login, "administrator", now
        )
        member = staff.create(conn, new)
    else:
        member = found.member
    if member.role != "administrator" or member.disabled:
        raise StartError(f"{login} is not an enabled administrator")
    sign_in_links.create(
        conn, SignInLink(hash_token(token), member.centre_id, member.id, None, now, now + lifetime)
    )
