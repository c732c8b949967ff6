"""One WebSocket from open to close: reads, limits, decodes, hands on, answers. Knows nothing of roles."""

import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

import msgspec
import structlog
from aiohttp import WSMsgType, web

from signaling.errors import CODES, WireError, code_of
from signaling.protocol.shared import LARGEST_MESSAGE, Request
from signaling.protocol.to_client import Error, Reply
from signaling.wire.outbox import Outbox
from signaling.wire.pace import Pace

log = structlog.get_logger()

LARGEST_FRAME = 1024 * 1024
"""Bytes; aiohttp closes with 1009 above it."""
HEARTBEAT = 20.0
"""Seconds between WebSocket pings; a silent client is let go after half of it more."""

R = TypeVar("R", bound=Request)


class Peer(Protocol):
    """What a conversation serves: it answers requests and is told about the end."""

    async def answer(self, message: Any) -> Reply: ...

    async def gone(self) -> None: ...


class _IdOnly(msgspec.Struct):
    id: int = -1


_id_decoder = msgspec.json.Decoder(_IdOnly)


def _id_of(data: str) -> int:
    try:
        return _id_decoder.decode(data).id
    except (msgspec.MsgspecError, UnicodeError):
        return -1


async def converse(
    request: web.Request,
    decode: Callable[[str], Request],
    make_peer: Callable[[Outbox], Peer],
) -> web.WebSocketResponse:
    """Serves one client until it goes. Requests of one client are answered in order."""
    socket = web.WebSocketResponse(max_msg_size=LARGEST_FRAME, heartbeat=HEARTBEAT, compress=False)
    await socket.prepare(request)
    outbox = Outbox(socket)
    peer = make_peer(outbox)
    pace = Pace(time.monotonic())
    try:
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            outbox.send(await _answer(frame.data, decode, peer.answer, pace))
    finally:
        await peer.gone()
        await outbox.finish()
    return socket


async def _answer(
    data: str,
    decode: Callable[[str], Request],
    answer: Callable[[Any], Awaitable[Reply]],
    pace: Pace,
) -> Reply:
    try:
        if not pace.allow(time.monotonic()):
            raise WireError("rate_limited")
        if len(data) > LARGEST_MESSAGE or len(data.encode("utf-8", "replace")) > LARGEST_MESSAGE:
            raise WireError("too_large")
        return await answer(decode(data))
    except Exception as error:
        code = code_of(error)
        if code == "server_error":
            log.exception("request_failed")
        return Error(id=_id_of(data), code=code, message=CODES[code])
