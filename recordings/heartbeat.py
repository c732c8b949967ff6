"""When the server was last alive, so that a restart knows how long it was down."""

from sqlalchemy import Connection, Table, select

from recordings import rows
from recordings.schema import id_column, metadata, time_column

_SERVER = "server"

heartbeats = Table("heartbeats", metadata, id_column("name"), time_column("at"))


def beat(conn: Connection, now: float) -> None:
    statement = rows.insert_or(conn, heartbeats).values(name=_SERVER, at=now)
    conn.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"at": now}))


def last(conn: Connection) -> float | None:
    """None: this server never ran before."""
    query = select(heartbeats.c.at).where(heartbeats.c.name == _SERVER)
    return conn.execute(query).scalar_one_or_none()
