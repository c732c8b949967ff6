"""What a search finds, for tests."""

from sqlalchemy import Connection, select

from recordings import search
from recordings.inquiries import inquiries


def found(conn: Connection, query: str) -> set[str]:
    """The ids of the inquiries that match; all of them for a query without words."""
    ids = select(inquiries.c.id)
    condition = search.matches(conn, query)
    return set(conn.execute(ids if condition is None else ids.where(condition)).scalars())
