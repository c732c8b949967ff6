"""The migrations make exactly the tables that the code speaks of, on both databases."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from recordings.database import Database
from recordings.engines import parse_url, writer_engine
from recordings.errors import RecordError
from recordings.migrate import upgrade
from recordings.tables import metadata


def _differences(conn: Connection) -> list[Any]:
    """Leaves out FTS5's own tables, and on SQLite the index that only PostgreSQL has."""

    def is_ours(_element: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
        if kind == "table":
            return not str(name).startswith("search_index")
        return conn.dialect.name == "postgresql" or name != "ix_search_texts_body"

    options = {"compare_type": True, "include_object": is_ours}
    return list(compare_metadata(MigrationContext.configure(conn, opts=options), metadata))


def test_migrated_tables_are_those_of_the_code(conn: Connection) -> None:
    assert _differences(conn) == []


def test_a_missing_column_would_be_noticed(conn: Connection) -> None:
    conn.execute(text("ALTER TABLE staff_sessions DROP COLUMN user_agent"))
    assert [change[0] for change in _differences(conn)] == ["add_column"]


def test_every_owned_table_names_its_centre() -> None:
    of_the_server = {"centres", "heartbeats"}
    owned = [table for table in metadata.sorted_tables if table.name not in of_the_server]
    assert owned
    assert all("centre_id" in table.c for table in owned)


async def test_opening_an_empty_database_makes_it_ready(empty_url: str) -> None:
    database = Database.open(empty_url)
    try:
        names = await database.read(lambda conn: inspect(conn).get_table_names())
        assert set(metadata.tables) <= set(names)
    finally:
        await database.close()


def test_upgrading_twice_changes_nothing(url: str) -> None:
    engine = writer_engine(parse_url(url))
    try:
        upgrade(engine)
        upgrade(engine)
    finally:
        engine.dispose()


def test_a_newer_database_is_refused(url: str) -> None:
    engine = writer_engine(parse_url(url))
    try:
        with engine.begin() as conn:
            conn.execute(text("UPDATE alembic_version SET version_num = '9999_far_future'"))
    finally:
        engine.dispose()
    with pytest.raises(RecordError, match="9999_far_future") as caught:
        Database.open(url)
    assert caught.value.code == "record_newer"
