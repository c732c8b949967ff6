"""The audit log only grows, and is read in pages."""

from sqlalchemy import Connection

from recordings import audit
from recordings.audit import AuditEntry
from tests.contracts.builders import CENTRE


def test_the_audit_log_is_read_newest_first_in_pages(conn: Connection) -> None:
    for n in range(5):
        entry = AuditEntry(
            CENTRE, float(n), None, "127.0.0.1", "sign_in", "staff", f"x{n}", {"n": n}
        )
        audit.append(conn, entry)
    first = audit.newest(conn, CENTRE, limit=2)
    assert [entry.object_id for entry in first] == ["x4", "x3"]
    second = audit.newest(conn, CENTRE, limit=9, before_seq=first[-1].seq)
    assert [entry.detail["n"] for entry in second] == [2, 1, 0]
    assert audit.newest(conn, "elsewhere", limit=9) == []
