"""What waits to be sent to one client. Bounded: a client too slow to follow is let go, and resumes."""

import asyncio
import contextlib

from aiohttp import web

from signaling.protocol.shared import Event
from signaling.protocol.to_client import Reply, encoder

LIMIT = 1000
"""Messages. A snapshot costs one, so a client that falls this far behind is better off resuming."""

TOO_SLOW = 4429
REPLACED = 4000
SIGN_IN_REQUIRED = 4401
GOING_AWAY = 1001
RESTARTING = 1012


class Outbox:
    """Sends messages in order from a task of its own, so that nobody waits for a slow client."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket
        self._waiting: asyncio.Queue[str | None] = asyncio.Queue(LIMIT)
        self._close_code = 1000
        self._task = asyncio.create_task(self._run(), name="outbox")

    def send(self, message: Reply | Event) -> None:
        """Queues a message; never blocks, never raises."""
        try:
            self._waiting.put_nowait(encoder.encode(message).decode())
        except asyncio.QueueFull:
            self._close_code = TOO_SLOW
            self._task.cancel()

    def close(self, code: int) -> None:
        """Closes with `code` after everything queued has been sent."""
        self._close_code = code
        try:
            self._waiting.put_nowait(None)
        except asyncio.QueueFull:
            self._task.cancel()

    async def finish(self) -> None:
        """Ends the task; what is still queued is dropped (the client resumes by snapshot)."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        try:
            while (text := await self._waiting.get()) is not None:
                await self._socket.send_str(text)
        except ConnectionError:
            pass
        finally:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await asyncio.wait_for(self._socket.close(code=self._close_code), 2)
