"""What an error of the database means."""

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from recordings.failures import as_record_error, is_lost_connection, is_passing, retrying


class _PostgresError(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("first line\nDETAIL: what somebody typed")
        self.sqlstate = sqlstate


def _sqlite(code: int) -> OperationalError:
    cause = sqlite3.OperationalError("locked or so")
    cause.sqlite_errorcode = code
    return OperationalError("INSERT secret", {"text": "secret"}, cause)


def _postgres(sqlstate: str | None) -> DBAPIError:
    return DBAPIError("INSERT secret", {"text": "secret"}, _PostgresError(sqlstate))


SQLITE_BUSY_SNAPSHOT = 517


@pytest.mark.parametrize(
    ("error", "passing", "code"),
    [
        (_sqlite(sqlite3.SQLITE_BUSY), True, "record_unavailable"),
        (_sqlite(SQLITE_BUSY_SNAPSHOT), True, "record_unavailable"),
        (_sqlite(sqlite3.SQLITE_FULL), False, "record_full"),
        (_sqlite(sqlite3.SQLITE_CORRUPT), False, "record_failed"),
        (_postgres("08006"), True, "record_unavailable"),
        (_postgres("57P03"), True, "record_unavailable"),
        (_postgres("40P01"), True, "record_unavailable"),
        (_postgres("53100"), False, "record_full"),
        (_postgres("42P01"), False, "record_failed"),
        (_postgres(None), False, "record_failed"),
        (IntegrityError("INSERT secret", None, Exception("unique")), False, "record_conflict"),
    ],
)
def test_errors_are_told_by_code(error: DBAPIError, passing: bool, code: str) -> None:
    assert is_passing(error) is passing
    translated = as_record_error(error)
    assert getattr(translated, "code", None) == code
    assert "secret" not in str(translated)
    assert "\n" not in str(translated)


def test_only_a_lost_connection_is_lost() -> None:
    assert is_lost_connection(_postgres("57P01"))
    assert not is_lost_connection(_postgres("40001"))
    assert not is_lost_connection(_sqlite(sqlite3.SQLITE_BUSY))


def test_other_errors_stay_as_they_are() -> None:
    error = KeyError("mine")
    assert as_record_error(error) is error
    assert not is_passing(error)


def test_what_passes_is_tried_until_it_succeeds() -> None:
    errors = [_sqlite(sqlite3.SQLITE_BUSY), _sqlite(sqlite3.SQLITE_LOCKED)]

    def attempt() -> str:
        if errors:
            raise errors.pop()
        return "done"

    assert retrying(attempt, seconds=60.0) == "done"


def test_what_does_not_pass_is_raised_at_once() -> None:
    tries = 0

    def attempt() -> None:
        nonlocal tries
        tries += 1
        raise _sqlite(sqlite3.SQLITE_FULL)

    with pytest.raises(OperationalError):
        retrying(attempt, seconds=60.0)
    assert tries == 1
