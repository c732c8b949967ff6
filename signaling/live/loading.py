"""Makes the desk of what the record holds: at the start, and again when a decision could not be stored."""

import time
import uuid
from dataclasses import dataclass

from recordings import categories, opening_hours, outcomes, sessions
from recordings.categories import Category
from recordings.close_out import close_out
from recordings.connection import Connection
from recordings.database import Database
from recordings.opening_hours import ModeHours
from recordings.outcomes import Outcome
from recordings.words import Mode
from signaling.desk import Desk, DeskSettings
from signaling.live.live_session import LiveSession
from signaling.live.remember import remember
from signaling.live.restore import restore
from signaling.settings import Settings


@dataclass(frozen=True)
class Loaded:
    """A desk that has not been told yet that it was restarted. `downtime` is in seconds."""

    desk: Desk
    sessions: dict[str, LiveSession]
    names: dict[str, str]
    downtime: float


@dataclass(frozen=True)
class Lists:
    """What counselors choose from, and when callers may come; administrators edit it."""

    categories: list[Category]
    outcomes: list[Outcome]
    hours: dict[Mode, ModeHours]


async def load_desk(database: Database, centre_id: str, settings: Settings) -> Loaded:
    """Leaves nothing running when it fails.

    Raises:
        RecordError: the record cannot be read, or not be written to.
    """
    found = await database.read(lambda conn: restore(conn, centre_id))
    desk = Desk.replay(desk_settings(settings), lambda: uuid.uuid4().hex, found.events)
    for session_id in found.sessions.keys() - desk.state.sessions.keys():
        # Rows that the desk never decided on: the server died between the two.
        del found.sessions[session_id]
        await database.write(lambda conn, gone=session_id: _close(conn, gone))  # type: ignore[misc]
    for event in found.events:
        remember(event, found.sessions, found.names)
    downtime = max(0.0, time.time() - found.last_alive) if found.last_alive else 0.0
    return Loaded(desk, found.sessions, found.names, downtime)


async def load_lists(database: Database, centre_id: str) -> Lists:
    return await database.read(
        lambda conn: Lists(
            categories.of_centre(conn, centre_id),
            outcomes.of_centre(conn, centre_id),
            opening_hours.of_centre(conn, centre_id),
        )
    )


def desk_settings(settings: Settings) -> DeskSettings:
    return DeskSettings(
        offer_seconds=settings.offer_seconds,
        missed_offers_until_away=settings.missed_offers,
        counselor_grace=settings.counselor_grace,
        caller_grace=settings.caller_grace,
        resumable=settings.resumable,
        waiting_grace=settings.waiting_grace,
        reconnect_seconds=settings.reconnect_seconds,
        max_text_sessions=settings.max_text_sessions,
    )


def _close(conn: Connection, session_id: str) -> None:
    sessions.abandoned(conn, session_id, time.time(), "left")
    close_out(conn, session_id, time.time())
