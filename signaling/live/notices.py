"""Notices as counselors see them: those that have not ended, each with whether they have read it."""

import time
from collections.abc import Iterable, Mapping, Sequence

from recordings import notices
from recordings.connection import Connection
from recordings.database import Database
from recordings.notices import Notice, Read
from signaling.live.hub import Hub
from signaling.protocol import views
from signaling.protocol.to_client import NoticesEvent

Shown = tuple[views.Notice, ...]


def load(
    conn: Connection, centre_id: str, staff_ids: Iterable[str], now: float
) -> Mapping[str, Shown]:
    """For each of these members of the staff."""
    running = notices.not_ended(conn, centre_id, now)
    reads = notices.current_reads(conn, centre_id)
    return {staff_id: _shown(running, reads, staff_id) for staff_id in staff_ids}


def _shown(running: Sequence[Notice], reads: Iterable[Read], staff_id: str) -> Shown:
    read = {each.notice_id for each in reads if each.staff_id == staff_id}
    return tuple(
        views.Notice(
            id=notice.id,
            title=notice.title,
            text=notice.text,
            urgent=notice.urgent,
            valid_from=notice.valid_from,
            valid_until=notice.valid_until,
            read=notice.id in read,
        )
        for notice in running
    )


async def tell(database: Database, hub: Hub, centre_id: str) -> None:
    """Every console gets the notices as they are now."""
    people = hub.counselors
    found = await database.read(lambda conn: load(conn, centre_id, people, time.time()))
    for staff_id, shown in found.items():
        hub.to_counselor(staff_id, NoticesEvent(notices=shown))
