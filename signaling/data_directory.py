"""The data directory: made if missing, writable, and used by one server at a time."""

import fcntl
import os
from pathlib import Path
from typing import IO


class DataDirectoryError(Exception):
    """The directory cannot be used; the message is one clear line."""


def make(path: Path) -> None:
    """Creates the directory, for its owner only, where it is missing.

    Raises:
        DataDirectoryError: it cannot be made.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> DataDirectoryError:
    return DataDirectoryError(f"data-dir: cannot write to {path}: {error.strerror}")


def claim(path: Path) -> IO[str]:
    """Creates the directory and holds its lock until the returned file is closed.

    Two servers on one record would be two desks, each believing to be the only one.

    Raises:
        DataDirectoryError: not a directory, not writable, or in use.
    """
    make(path)
    try:
        lock = open(path / "sonmal.lock", "a+")  # noqa: SIM115  (held for the server's life)
    except OSError as error:
        raise _unusable(path, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise DataDirectoryError(f"data-dir: {path} is used by another sonmal") from error
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock
