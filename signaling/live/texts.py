"""The text path: the desk says who may write where, the record numbers, stores and makes repeats harmless."""

import asyncio
import time
from collections.abc import Callable

from recordings import messages
from recordings.connection import Connection
from recordings.database import Database
from recordings.messages import Appended, NewMessage
from signaling.desk import DeskState, Party, may_write
from signaling.errors import WireError
from signaling.live.hub import Hub
from signaling.live.live_session import LiveSession
from signaling.protocol.to_client import DeliveredEvent, MessageEvent, ToClient
from signaling.protocol.views import Message


class Texts:
    """Stored before told: a message is acknowledged and passed on once it is on disk."""

    def __init__(self, database: Database, hub: Hub, state: Callable[[], DeskState]) -> None:
        self._database = database
        self._hub = hub
        self._state = state

    async def send(
        self, live: LiveSession, party: Party, person_id: str, client_id: str, text: str
    ) -> Message:
        """The stored message; a repeat gives the first one again and tells nobody.

        Raises:
            WireError: `wrong_state` when this side may not write now.
            RecordError: `client_id_reused`, `session_closed` and the failures of a write.
        """
        repeat = next((old for old in live.messages if old.client_id == client_id), None)
        if repeat is None and not may_write(self._state(), live.session_id, party, person_id):
            raise WireError("wrong_state")
        new = NewMessage(
            session_id=live.session_id,
            client_id=client_id,
            sender=party.value,
            sender_id=person_id,
            text=text,
            at=time.time(),
            kept=live.keeps_record,
        )
        stored = self._database.submit(lambda conn: messages.append(conn, new))
        stored.add_done_callback(lambda future: self._tell(live, party, future))
        return to_view((await asyncio.shield(stored)).message)

    def _tell(self, live: LiveSession, party: Party, stored: "asyncio.Future[Appended]") -> None:
        if stored.cancelled() or stored.exception() is not None or not stored.result().new:
            return
        message = to_view(stored.result().message)
        live.messages.append(message)
        self._to_other(live, party, MessageEvent(session_id=live.session_id, message=message))

    async def delivered(self, live: LiveSession, party: Party, up_to: int) -> None:
        """`party` has shown every message up to `up_to`: stored, then the other side sees it."""

        def mark(conn: Connection) -> list[int]:
            return messages.mark_delivered(conn, live.session_id, up_to, party.value, time.time())

        if await self._database.write(mark):
            live.mark_delivered(up_to, to_caller=party is Party.CALLER)
            self._to_other(live, party, DeliveredEvent(session_id=live.session_id, up_to=up_to))

    def _to_other(self, live: LiveSession, party: Party, message: ToClient) -> None:
        if party is Party.COUNSELOR:
            self._hub.to_caller(live.session_id, message)
            return
        session = self._state().sessions.get(live.session_id)
        if session is not None and session.counselor_id is not None:
            self._hub.to_counselor(session.counselor_id, message)


def to_view(stored: messages.Message) -> Message:
    return Message(
        seq=stored.seq,
        client_id=stored.client_id,
        sender=stored.sender,
        text=stored.text,
        at=stored.at,
        delivered=stored.delivered_at is not None,
    )
