"""The last sign of life is known after a restart."""

from sqlalchemy import Connection

from recordings import heartbeat


def test_the_heartbeat_is_the_last_one(conn: Connection) -> None:
    assert heartbeat.last(conn) is None
    heartbeat.beat(conn, 10.0)
    heartbeat.beat(conn, 1_795_000_000.25)
    assert heartbeat.last(conn) == 1_795_000_000.25
