"""kill -9 in the middle of writing: every acknowledged message is there, once, after opening again."""

import subprocess
import sys
from pathlib import Path

from recordings import messages
from recordings.database import Database

ACKNOWLEDGED_BEFORE_THE_KILL = 500
ROOT = Path(__file__).parents[2]


def _acknowledged_until_killed(url: str) -> list[str]:
    command = [sys.executable, "-m", "tests.contracts.crash_writer", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        try:
            lines = [process.stdout.readline() for _ in range(ACKNOWLEDGED_BEFORE_THE_KILL)]
        finally:
            process.kill()
        lines += process.stdout.readlines()
    # The last line may have been cut by the kill.
    return [line.strip() for line in lines if line.endswith("\n")]


async def test_every_acknowledged_message_survives_kill_9(url: str) -> None:
    acknowledged = _acknowledged_until_killed(url)
    assert len(acknowledged) >= ACKNOWLEDGED_BEFORE_THE_KILL
    database = Database.open(url)
    try:
        stored = await database.read(lambda conn: messages.of_session(conn, "s1"))
    finally:
        await database.close()
    assert set(acknowledged) <= {message.client_id for message in stored}
    assert [message.seq for message in stored] == list(range(1, len(stored) + 1))
