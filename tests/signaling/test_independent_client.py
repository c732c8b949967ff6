"""Another WebSocket implementation (`websockets`) speaks with the server: the protocol, not our own habits."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.signaling.house import House


@pytest.fixture
async def socket(house: House) -> AsyncIterator[ClientConnection]:
    url = house.origin.replace("http", "ws") + "/ws/caller"
    async with connect(url, origin=house.origin, compression="deflate") as opened:  # type: ignore[arg-type]
        yield opened


async def ask(socket: ClientConnection, **message: Any) -> Any:
    await socket.send(json.dumps(message))
    async for text in socket:
        reply = json.loads(text)
        if reply.get("id") == message["id"]:
            return reply
    raise AssertionError("closed before the reply")


async def test_a_caller_joins_writes_and_leaves(socket: ClientConnection) -> None:
    assert (await ask(socket, type="hello", id=1, page="p"))["type"] == "welcome"
    joined = await ask(socket, type="join", id=2, mode="text", consent=True)
    assert joined["session"]["state"] == "waiting"
    stored = await ask(socket, type="send_text", id=3, client_id="a", text="안녕하세요")
    assert stored["seq"] == 1
    assert (await ask(socket, type="leave", id=4))["type"] == "ok"


async def test_no_compression_is_agreed(socket: ClientConnection) -> None:
    """Per-message deflate costs memory for each of thousands of open sockets."""
    assert socket.protocol.extensions == []


async def test_pings_are_answered(socket: ClientConnection) -> None:
    await (await socket.ping())


async def test_invalid_utf8_and_huge_frames_close_with_their_codes(house: House) -> None:
    url = house.origin.replace("http", "ws") + "/ws/caller"
    for payload, code in ((b"\xff\xfe", 1007), (b"x" * (1024 * 1024 + 1), 1009)):
        async with connect(url, origin=house.origin) as socket:  # type: ignore[arg-type]
            await socket.send(payload, text=True)
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == code
