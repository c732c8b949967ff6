"""A file that is there whole or not at all, also after kill -9 or a power cut."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from recordings.errors import RecordError


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """A file to write; under its own name only when the block has ended without an error.

    Until then it is `<name>.part`, for its owner's eyes only; a killed process leaves that one behind,
    and the next takes it over. Raises RecordError `backup_failed` while another process writes it.
    """
    partial = target.with_name(f"{target.name}.part")
    with open(os.open(partial, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        _claim(file, partial)
        try:
            file.truncate(0)
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.replace(partial, target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    sync_folder(target.parent)


def _claim(file: IO[bytes], partial: Path) -> None:
    """The lock, of a file that nobody has renamed in the meantime."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mine = os.fstat(file.fileno()).st_ino == partial.stat().st_ino
    except OSError:
        mine = False
    if not mine:
        raise RecordError("backup_failed", f"another backup is writing {partial}")


def sync_file(path: Path) -> None:
    with open(path, "rb") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Makes a rename in it last."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
