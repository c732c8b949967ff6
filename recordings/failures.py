"""What a database's error means for us: try again, or which RecordError to raise."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from recordings.errors import RecordError

T = TypeVar("T")

# Classes and codes of PostgreSQL's appendix A that pass by themselves: connection, resources,
# shutdown and start-up, serialisation, deadlock, lock.
_LOST_STATES = ("08", "57P01", "57P02", "57P03")
_PASSING_STATES = (*_LOST_STATES, "53300", "40001", "40P01", "55P03")
_DISK_FULL_STATE = "53100"
_PRIMARY_CODE = 0xFF


def is_lost_connection(error: BaseException) -> bool:
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or _state(error).startswith(_LOST_STATES)


def is_passing(error: BaseException) -> bool:
    """Trying the same again may succeed: a lock, a lost connection, a server that is starting."""
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_code(error.orig) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return is_lost_connection(error) or _state(error).startswith(_PASSING_STATES)


def as_record_error(error: Exception) -> Exception:
    """Errors of the database as RecordError; all others, which a change raised itself, as they are."""
    if not isinstance(error, SQLAlchemyError):
        return error
    translated = RecordError(_code(error), _first_line(error))
    translated.__cause__ = error
    return translated


def retrying(attempt: Callable[[], T], seconds: float) -> T:
    """Tries until it succeeds, fails for good, or the time is over; then the last error is raised."""
    deadline = time.monotonic() + seconds
    for pause in _pauses():
        try:
            return attempt()
        except DBAPIError as error:
            if not is_passing(error) or time.monotonic() + pause > deadline:
                raise
        time.sleep(pause)
    raise AssertionError("pauses never end")


def _pauses() -> Iterator[float]:
    pause = 0.01
    while True:
        yield pause
        pause = min(pause * 2, 0.5)


def _code(error: SQLAlchemyError) -> str:
    if isinstance(error, IntegrityError):
        return "record_conflict"
    if is_passing(error):
        return "record_unavailable"
    return "record_full" if _is_disk_full(error) else "record_failed"


def _is_disk_full(error: SQLAlchemyError) -> bool:
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_code(error.orig) == sqlite3.SQLITE_FULL
    return _state(error) == _DISK_FULL_STATE


def _sqlite_code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE


def _state(error: DBAPIError) -> str:
    """The SQLSTATE; psycopg gives none when the server cannot be reached at all."""
    if isinstance(error.orig, sqlite3.Error):
        return ""
    return getattr(error.orig, "sqlstate", None) or _state_of_silence(error)


def _state_of_silence(error: DBAPIError) -> str:
    return "08" if type(error.orig).__name__ == "OperationalError" else ""


def _first_line(error: SQLAlchemyError) -> str:
    """Without SQLAlchemy's lines after the first, which quote the statement and what people typed."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(cause).splitlines()[0] if str(cause) else type(error).__name__
