"""Brings a database to this version's tables, by the numbered migrations beside this file."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select

from recordings.errors import RecordError
from recordings.rows import is_postgresql

# Any constant will do, as long as all Sonmal processes use the same.
_MIGRATION_LOCK = 7653676825


def upgrade(engine: Engine) -> None:
    """In one transaction that two processes cannot run at once. Raises RecordError `record_newer`."""
    config = alembic_config()
    with engine.begin() as conn:
        if is_postgresql(conn):
            conn.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        _refuse_newer(conn)
        config.attributes["connection"] = conn
        command.upgrade(config, "head")


def revision_of(conn: Connection) -> str | None:
    """At which migration the database is; None when it has no tables of ours."""
    return MigrationContext.configure(conn).get_current_revision()


def is_known(revision: str) -> bool:
    return any(each.revision == revision for each in _script().walk_revisions())


def newest_revision() -> str:
    """The migration that this version of Sonmal brings a database to."""
    head = _script().get_current_head()
    assert head is not None
    return head


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config())


def alembic_config() -> Config:
    """Without an ini file: the migrations are found inside the package."""
    config = Config()
    config.set_main_option("script_location", "recordings:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _refuse_newer(conn: Connection) -> None:
    current = revision_of(conn)
    if current is not None and not is_known(current):
        raise RecordError(
            "record_newer",
            f"the database is at {current}, which this version of Sonmal does not know",
        )
