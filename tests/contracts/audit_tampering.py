"""An audit log of three days and two writers, and a hand that changes it past the code."""

from typing import Any

from sqlalchemy import Connection, text

from recordings import audit
from recordings.audit import COMMAND, WEB, AuditEntry
from tests.contracts.builders import CENTRE

DAY = 86_400.0
FIRST = 1_795_000_000.0
"""2026-11-18 in Korea, in the afternoon."""
DAYS = ("2026-11-18", "2026-11-19", "2026-11-20")


def entry(at: float, what: str, writer: str = WEB) -> AuditEntry:
    detail = {"q": "수도 요금", "n": 1, "half": 0.5}
    return AuditEntry(CENTRE, at, None, "127.0.0.1", "sign_in", "staff", what, detail, writer)


def write_three_days(conn: Connection) -> None:
    """Four entries a day on the web, one by a command: `a1` is the web's first of the first day."""
    for number, name in enumerate("abc"):
        start = FIRST + number * DAY
        for n in range(1, 5):
            audit.append(conn, entry(start + n, f"{name}{n}"))
        audit.append(conn, entry(start + 5, f"{name}-command", COMMAND))


def run(conn: Connection, statement: str, **values: Any) -> int:
    """By hand, as somebody with the database's password would. How many rows it touched."""
    return conn.execute(text(statement), values).rowcount


def seq_of(conn: Connection, what: str) -> int:
    found = conn.execute(text("SELECT seq FROM audit WHERE object_id = :what"), {"what": what})
    return int(found.scalar_one())
