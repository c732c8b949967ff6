"""Run as a process by the crash test: writes without end, and prints what has been acknowledged.

`python -m tests.contracts.crash_writer URL`
"""

import asyncio
import sys

from recordings.database import Database
from tests.contracts.builders import add_contact, say


async def write_for_ever(url: str) -> None:
    database = Database.open(url)
    await database.write(add_contact)
    await asyncio.gather(*(_write(database, writer) for writer in range(20)))


async def _write(database: Database, writer: int) -> None:
    number = 0
    while True:
        client_id = f"w{writer}-{number}"
        await database.write(lambda conn, name=client_id: say(conn, name, name))  # type: ignore[misc]
        print(client_id, flush=True)
        number += 1


if __name__ == "__main__":
    asyncio.run(write_for_ever(sys.argv[1]))
