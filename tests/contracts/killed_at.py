"""Run as a process by the kill tests: backs up or restores, and kills itself at its n-th step.

`python -m tests.contracts.killed_at N backup|restore URL FILE FOLDER`. A step is an opening, renaming or
removing of a file in the folder, a connection, a process begun, or a piece of content written. With N = 0
it comes to its end and prints how many steps there were.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from recordings import backup_file, postgres_tools
from tests.contracts.keeping import back_up, put_back

WATCHED = {"open", "os.rename", "os.remove", "sqlite3.connect", "subprocess.Popen"}
PIECE = 20_000


class Steps:
    """Counts, and ends the process at the wanted one."""

    def __init__(self, last: int, folder: str) -> None:
        self._last = last
        self._folder = folder
        self.count = 0

    def on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in WATCHED and (event == "subprocess.Popen" or self._folder in str(arguments[0])):
            self.take()

    def take(self) -> None:
        self.count += 1
        if self.count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch_content(self) -> None:
        """Small pieces, each of them a step."""
        write, copy = backup_file.Measured.write, postgres_tools._copy

        def counted_write(measured: backup_file.Measured, data: bytes) -> None:
            self.take()
            write(measured, data)

        def counted_copy(source: Any, to: postgres_tools.Write) -> None:
            def counted(data: bytes) -> None:
                self.take()
                to(data)

            copy(source, counted)

        backup_file.CHUNK = postgres_tools.CHUNK = PIECE
        backup_file.Measured.write = counted_write  # type: ignore[method-assign, assignment]
        postgres_tools._copy = counted_copy  # type: ignore[assignment]


def main(last: str, what: str, url: str, file: str, folder: str) -> None:
    steps = Steps(int(last), folder)
    steps.watch_content()
    sys.addaudithook(steps.on_event)
    if what == "backup":
        back_up(url, Path(file))
    else:
        put_back(url, Path(file), Path(folder))
    print(steps.count)


if __name__ == "__main__":
    main(*sys.argv[1:])
