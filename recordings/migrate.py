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
        _refuse_newer(conn, ScriptDirectory.from_config(config))
        config.attributes["connection"] = conn
        command.upgrade(config, "head")


def alembic_config() -> Config:
    """Without an ini file: the migrations are found inside the package."""
    config = Config()
    config.set_main_option("script_location", "recordings:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _refuse_newer(conn: Connection, script: ScriptDirectory) -> None:
    known = {revision.revision for revision in script.walk_revisions()}
    current = MigrationContext.configure(conn).get_current_revision()
    if current is not None and current not in known:
        raise RecordError(
            "record_newer",
            f"the database is at {current}, which this version of Sonmal does not know",
        )
