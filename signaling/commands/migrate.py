"""`sonmal migrate`: brings the record to this version's tables, as `sonmal serve` would at its start."""

import asyncio

from recordings.database import Database
from recordings.errors import RecordError
from recordings.migrate import newest_revision
from signaling.data_directory import DataDirectoryError, claim
from signaling.settings import Settings
from signaling.start_error import StartError


def run(settings: Settings) -> int:
    """Refused while a server runs on the data directory: it would find other tables than its own.

    Raises:
        StartError: one line says what is in the way.
    """
    try:
        with claim(settings.data_dir):
            asyncio.run(_open_once(settings.database))
    except (DataDirectoryError, RecordError) as error:
        raise StartError(str(error)) from error
    print(f"the record is at {newest_revision()}")
    return 0


async def _open_once(url: str) -> None:
    database = await asyncio.to_thread(Database.open, url)
    await database.close()
