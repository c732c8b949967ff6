"""One suite, every store: each test that takes `url`, `database` or `conn` runs on SQLite and PostgreSQL."""

import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from recordings.database import Database
from recordings.default_centre import ensure_default_centre
from recordings.engines import parse_url, writer_engine
from recordings.migrate import upgrade
from tests.contracts.postgres_server import PostgresServer, running_postgres

STORES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
TEMPLATE = "sonmal_template"


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def make_database(postgres: PostgresServer) -> Callable[..., str]:
    """Makes an empty database on the tests' server and returns its URL."""
    numbers = itertools.count(1)

    def make(template: str = "template0") -> str:
        name = f"sonmal_{next(numbers)}"
        _administer(postgres, f"CREATE DATABASE {name} TEMPLATE {template}")
        return postgres.url(name)

    return make


@pytest.fixture(scope="session")
def migrated_template(postgres: PostgresServer) -> str:
    """Copying a migrated database is quicker than migrating each test's own."""
    _administer(postgres, f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
    _migrate(postgres.url(TEMPLATE))
    return TEMPLATE


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A database without any tables."""
    if store == "sqlite":
        return f"sqlite:///{tmp_path}/sonmal.db"
    return str(request.getfixturevalue("make_database")())


@pytest.fixture
def url(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A database with all tables and the default centre."""
    if store == "postgresql":
        template = request.getfixturevalue("migrated_template")
        return str(request.getfixturevalue("make_database")(template))
    path = f"sqlite:///{tmp_path}/sonmal.db"
    _migrate(path)
    return path


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = Database.open(url)
    try:
        yield opened
    finally:
        await opened.close()


@pytest.fixture(scope="session")
def shared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = f"sqlite:///{tmp_path_factory.mktemp('shared')}/sonmal.db"
    _migrate(path)
    return path


@pytest.fixture(scope="session")
def shared_postgresql(make_database: Callable[..., str], migrated_template: str) -> str:
    return make_database(migrated_template)


@pytest.fixture
def conn(store: str, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A connection that may write, in one transaction that is thrown away: so tests share a database."""
    engine = writer_engine(parse_url(request.getfixturevalue(f"shared_{store}")))
    try:
        with engine.connect() as connection:
            connection.begin()
            yield connection
    finally:
        engine.dispose()


def _migrate(url: str) -> None:
    engine = writer_engine(parse_url(url))
    try:
        upgrade(engine)
        with engine.begin() as connection:
            ensure_default_centre(connection, now=0.0)
    finally:
        engine.dispose()


def _administer(server: PostgresServer, statement: str) -> None:
    engine = create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
