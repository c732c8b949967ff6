"""One WebSocket from open to close: reads, limits, decodes, hands on, answers. Knows nothing of roles."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

import msgspec
import structlog
from aiohttp import WSMsgType, web

from signaling.errors import CODES, WireError, code_of
from signaling.protocol.close_codes import UNSUPPORTED
from signaling.protocol.shared import LARGEST_MESSAGE, Request, RequestId
from signaling.protocol.to_client import Error, Reply
from signaling.services import services_of
from signaling.wire.outbox import Outbox
from signaling.wire.pace import Pace

log = structlog.get_logger()

LARGEST_FRAME = 1024 * 1024
"""Bytes; aiohttp closes with 1009 above it."""
HEARTBEAT = 20.0
"""Seconds between WebSocket pings; a silent client is let go after half of it more."""

PAUSE = 0.02
"""Seconds that a client over its pace is not read."""

R = TypeVar("R", bound=Request)


class Peer(Protocol):
    """What a conversation serves: it answers requests and is told about the end."""

    async def answer(self, message: Any) -> Reply: ...

    async def gone(self) -> None: ...


class _IdOnly(msgspec.Struct):
    id: RequestId = -1


_id_decoder = msgspec.json.Decoder(_IdOnly)


def _id_of(data: str) -> int:
    try:
        return _id_decoder.decode(data).id
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return -1


async def converse(
    request: web.Request,
    decode: Callable[[str], Request],
    make_peer: Callable[[Outbox], Peer],
) -> web.WebSocketResponse:
    """Serves one client until it goes. Requests of one client are answered in order."""
    socket = web.WebSocketResponse(max_msg_size=LARGEST_FRAME, heartbeat=HEARTBEAT, compress=False)
    await socket.prepare(request)
    outbox = Outbox(socket, request.transport)
    hub = services_of(request).live.hub
    hub.opened(outbox)
    peer = make_peer(outbox)
    try:
        await _serve(socket, outbox, decode, peer.answer)
    finally:
        hub.gone(outbox)
        try:
            await peer.gone()
        finally:
            await outbox.finish()
    return socket


async def _serve(
    socket: web.WebSocketResponse,
    outbox: Outbox,
    decode: Callable[[str], Request],
    answer: Callable[[Any], Awaitable[Reply]],
) -> None:
    """Until either side closes. A page that has been closed is not listened to any more."""
    pace = Pace(time.monotonic())
    async for frame in socket:
        if outbox.closing:
            return
        if frame.type is not WSMsgType.TEXT:
            outbox.close(UNSUPPORTED)
            return
        if pace.allow(time.monotonic()):
            outbox.send(await answer_frame(frame.data, decode, answer))
        else:
            outbox.send(_error(frame.data, "rate_limited"))
            # Not reading for a moment fills the client's own buffers instead of ours.
            await asyncio.sleep(PAUSE)


async def answer_frame(
    data: str, decode: Callable[[str], Request], answer: Callable[[Any], Awaitable[Reply]]
) -> Reply:
    """The reply to anything that a client may send: whatever goes wrong is an error with a stable code."""
    try:
        if len(data) > LARGEST_MESSAGE or len(data.encode("utf-8", "replace")) > LARGEST_MESSAGE:
            raise WireError("too_large")
        return await answer(decode(data))
    except Exception as error:
        code = code_of(error)
        if code == "server_error":
            log.exception("request_failed")
        return _error(data, code)


def _error(data: str, code: str) -> Error:
    return Error(id=_id_of(data), code=code, message=CODES[code])
