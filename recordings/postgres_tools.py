"""PostgreSQL's own programs for dumping and loading, run as processes. They come with its client package."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from sqlalchemy.engine import URL

from recordings.errors import RecordError

CHUNK = 1 << 20

Write = Callable[[bytes], object]


def dump(url: URL, write: Write) -> None:
    """The whole database in the custom format, as of one moment. Raises RecordError `backup_failed`."""
    arguments = [
        "--no-password",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--no-comments",
    ]
    with _running(url, "pg_dump", *arguments, f"--dbname={_address(url)}") as process:
        _copy(process.stdout, write)


def load(url: URL, dumped: Path, first: Sequence[str]) -> None:
    """Runs `first` and the dump in one transaction. Raises RecordError `backup_failed`, nothing changed.

    The COMMIT is sent by us, after the dump has been read to its end without an error: whichever process
    is killed before, the server rolls back.
    """
    arguments = [
        "--no-password",
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
    ]
    with _running(url, "psql", *arguments, f"--dbname={_address(url)}") as psql:
        assert psql.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # psql has said why: see `_running`
            psql.stdin.write("".join(["BEGIN;\n", *first]).encode())
            with _running(url, "pg_restore", "--file=-", "--no-owner", str(dumped)) as script:
                _copy(script.stdout, psql.stdin.write)
            psql.stdin.write(b"\nCOMMIT;\n")
            psql.stdin.close()


def _copy(source: IO[bytes] | None, write: Write) -> None:
    assert source is not None
    while piece := source.read(CHUNK):
        write(piece)


@contextlib.contextmanager
def _running(url: URL, program: str, *arguments: str) -> "Iterator[subprocess.Popen[bytes]]":
    """The process; ended and waited for. Raises RecordError `backup_failed` with its last words."""
    found = shutil.which(program)
    if found is None:
        raise RecordError("backup_failed", f"{program} is missing: install PostgreSQL's client")
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [found, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env=os.environ | {"PGPASSWORD": url.password or ""} if url.password else None,
        )
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            _end(process)
        if process.returncode != 0:
            raise RecordError("backup_failed", f"{program}: {_last_words(said)}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
    process.wait()


def _last_words(said: IO[bytes]) -> str:
    said.seek(0)
    lines = [line for line in said.read(CHUNK).decode(errors="replace").splitlines() if line]
    errors = [line for line in lines if "error" in line.lower() or "fatal" in line.lower()]
    return (errors or lines or ["it failed without a word"])[0]


def _address(url: URL) -> str:
    """For libpq, which takes the same address; the password goes by the environment, not by `ps`."""
    return url.set(drivername="postgresql", password=None).render_as_string()
