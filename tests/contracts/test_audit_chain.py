"""The chain across processes and versions: several writers at once, and a log from before the chain."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from sqlalchemy import Engine, text

from recordings import audit, audit_check
from recordings.engines import parse_url, writer_engine
from recordings.failures import retrying
from recordings.migrate import alembic_config, upgrade
from tests.contracts.audit_tampering import DAY, FIRST, entry
from tests.contracts.builders import CENTRE

EACH = 25


def _append_some(url: str, name: str) -> None:
    """As one of several processes: a transaction an entry, the day changing on the way."""
    engine = writer_engine(parse_url(url))
    try:
        for n in range(EACH):
            new = entry(FIRST + (n // 10) * DAY, f"{name}{n}")
            retrying(lambda new=new: _commit(engine, new), 30)  # type: ignore[misc]
    finally:
        engine.dispose()


def _commit(engine: Engine, new: audit.AuditEntry) -> None:
    with engine.begin() as conn:
        audit.append(conn, new)


def test_several_processes_write_one_chain(url: str) -> None:
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(_append_some, [url] * 3, "xyz"))
    engine = writer_engine(parse_url(url))
    try:
        with engine.begin() as conn:
            found = audit_check.check(conn, CENTRE)
    finally:
        engine.dispose()
    assert (found.broken, found.entries) == (None, 3 * EACH)


OLD = """INSERT INTO audit (centre_id, at, staff_id, address, action, object_kind, object_id, detail)
    VALUES (:centre, :at, NULL, '127.0.0.1', 'sign_in', 'staff', :what, :detail)"""


@pytest.mark.parametrize("count", [0, 1, 2500])
def test_entries_from_before_the_chain_are_chained_by_the_migration(
    empty_url: str, count: int
) -> None:
    engine = writer_engine(parse_url(empty_url))
    try:
        config = alembic_config()
        with engine.begin() as conn:
            config.attributes["connection"] = conn
            command.upgrade(config, "0001_first_call")
            for n in range(count):
                detail = json.dumps({"q": "수도", "n": n})
                values = {"centre": CENTRE, "at": FIRST + n * 100, "what": f"{n}", "detail": detail}
                conn.execute(text(OLD), values)
        upgrade(engine)
        with engine.begin() as conn:
            audit.append(conn, entry(FIRST + 9 * DAY, "new"))
            found = audit_check.check(conn, CENTRE)
            assert (found.broken, found.entries) == (None, count + 1)
            conn.execute(text("UPDATE audit SET address = 'x' WHERE object_id = '0'"))
            assert (audit_check.check(conn, CENTRE).broken is not None) == (count > 0)
    finally:
        engine.dispose()
