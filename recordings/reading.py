"""Reading a record from a command, beside a running server, without changing anything in it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from recordings.engines import parse_url, reader_engine
from recordings.errors import RecordError
from recordings.failures import as_record_error
from recordings.migrate import newest_revision, revision_of

T = TypeVar("T")


def read_record(url: str, query: Callable[[Connection], T]) -> T:
    """What the query returns. Blocks.

    Raises RecordError `record_cannot_open`, also for a record of another version, and whatever the query
    raises.
    """
    parsed = existing(url)
    engine = reader_engine(parsed, 1)
    try:
        with engine.connect() as conn:
            require_newest(conn)
            return query(conn)
    except SQLAlchemyError as error:
        raise cannot_open(parsed, error) from error
    finally:
        engine.dispose()


def existing(url: str) -> URL:
    """The URL, if SQLite's file is there: opening would make an empty one."""
    parsed = parse_url(url)
    if parsed.drivername == "sqlite" and not Path(parsed.database or "").is_file():
        raise RecordError("record_cannot_open", f"there is no record at {parsed.database}")
    return parsed


def require_newest(conn: Connection) -> str:
    """The record's revision, which must be this version's."""
    found, wanted = revision_of(conn), newest_revision()
    if found != wanted:
        raise RecordError(
            "record_cannot_open",
            f"the record is at {found or 'no version'}, not at {wanted}: run `sonmal migrate` first",
        )
    return wanted


def cannot_open(parsed: URL, error: SQLAlchemyError) -> RecordError:
    where = parsed.render_as_string(hide_password=True)
    return RecordError("record_cannot_open", f"cannot open {where}: {as_record_error(error)}")
