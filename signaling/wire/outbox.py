"""What waits to be sent to one client. Bounded: a client too slow to follow is let go, and resumes."""

import asyncio
import contextlib

from aiohttp import web

from signaling.protocol.close_codes import NORMAL, TOO_SLOW
from signaling.protocol.shared import Event
from signaling.protocol.to_client import Reply, encoder

LIMIT = 1000
"""Messages. A snapshot costs one, so a client that falls this far behind is better off resuming."""
CLOSE_SECONDS = 2.0
"""A client gets this long to take the close; then its connection is cut."""


class Outbox:
    """Sends messages in order from a task of its own, so that nobody waits for a slow client.

    After `close` (or once too slow) it takes nothing more, and the first reason stays.
    """

    def __init__(
        self, socket: web.WebSocketResponse, transport: asyncio.Transport | None = None
    ) -> None:
        self._socket = socket
        self._transport = transport
        self._waiting: asyncio.Queue[str | None] = asyncio.Queue(LIMIT)
        self._close_code: int | None = None
        self._task = asyncio.create_task(self._run(), name="outbox")

    @property
    def closing(self) -> bool:
        """What the client still sends is not for us any more: it comes back, or has been replaced."""
        return self._close_code is not None

    def send(self, message: Reply | Event) -> None:
        """Queues a message; never blocks, never raises."""
        if self.closing:
            return
        try:
            self._waiting.put_nowait(encoder.encode(message).decode())
        except asyncio.QueueFull:
            self.close(TOO_SLOW)

    def close(self, code: int) -> None:
        """Closes with `code` after everything queued has been sent; at once when the queue is full."""
        if self.closing:
            return
        self._close_code = code
        try:
            self._waiting.put_nowait(None)
        except asyncio.QueueFull:
            self._task.cancel()

    async def finish(self) -> None:
        """Ends the task; what is still queued is dropped (the client resumes by snapshot)."""
        self.close(NORMAL)
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        try:
            while (text := await self._waiting.get()) is not None:
                await self._socket.send_str(text)
        except ConnectionError:
            self.close(NORMAL)
        finally:
            await self._close_socket()

    async def _close_socket(self) -> None:
        """A client that does not read never takes the close either: cut it, so that its peer ends."""
        code = NORMAL if self._close_code is None else self._close_code
        try:
            await asyncio.wait_for(self._socket.close(code=code), CLOSE_SECONDS)
        except TimeoutError:
            if self._transport is not None:
                self._transport.abort()
        except (ConnectionError, RuntimeError):
            pass
