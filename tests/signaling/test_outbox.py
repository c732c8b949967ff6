"""The outbox: in order, bounded, and never in anybody's way."""

import asyncio
from typing import Any

from signaling.protocol.to_client import LookHereEvent, ReplacedEvent
from signaling.wire.outbox import LIMIT, Outbox


class Socket:
    """Takes what is sent while `open_gate` is set; remembers how it was closed."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.codes: list[int] = []
        self.gate = asyncio.Event()
        self.takes_close = True
        self.closed = asyncio.Event()

    async def send_str(self, text: str) -> None:
        await self.gate.wait()
        self.sent.append(text)

    async def close(self, *, code: int) -> None:
        self.codes.append(code)
        self.closed.set()
        if not self.takes_close:
            await asyncio.Event().wait()


class Transport:
    def __init__(self) -> None:
        self.aborted = False

    def abort(self) -> None:
        self.aborted = True


def outbox_of(socket: Socket, transport: Any = None) -> Outbox:
    return Outbox(socket, transport)  # type: ignore[arg-type]


def event(number: int) -> LookHereEvent:
    return LookHereEvent(session_id=str(number))


async def test_messages_go_in_order_and_then_the_close() -> None:
    socket = Socket()
    outbox = outbox_of(socket)
    for number in range(5):
        outbox.send(event(number))
    outbox.send(ReplacedEvent())
    outbox.close(4000)
    assert outbox.closing
    outbox.send(event(99))
    outbox.close(1001)
    socket.gate.set()
    await socket.closed.wait()
    assert [f'"{n}"' in text for n, text in enumerate(socket.sent[:5])] == [True] * 5
    assert "replaced" in socket.sent[5]
    assert len(socket.sent) == 6, "after the close nothing more is taken"
    assert socket.codes == [4000], "the first reason stays"
    await outbox.finish()


async def test_a_client_too_slow_is_let_go_without_an_exception() -> None:
    socket = Socket()
    outbox = outbox_of(socket)
    await asyncio.sleep(0)
    for number in range(LIMIT + 50):
        outbox.send(event(number))
    assert outbox.closing
    await socket.closed.wait()
    assert socket.codes == [4429]
    await outbox.finish()
    assert socket.sent == []


async def test_closing_a_full_outbox_closes_at_once() -> None:
    socket = Socket()
    outbox = outbox_of(socket)
    await asyncio.sleep(0)  # the sender begins, and takes nothing yet
    for number in range(LIMIT):
        outbox.send(event(number))
    outbox.close(1012)
    await socket.closed.wait()
    assert socket.codes == [1012]
    await outbox.finish()


async def test_a_client_that_does_not_take_the_close_is_cut(monkeypatch: Any) -> None:
    monkeypatch.setattr("signaling.wire.outbox.CLOSE_SECONDS", 0.01)
    socket, transport = Socket(), Transport()
    socket.takes_close = False
    outbox = outbox_of(socket, transport)
    outbox.close(1001)
    await socket.closed.wait()
    await outbox.finish()
    socket.gate.set()
    second = Transport()
    outbox = outbox_of(socket, second)
    outbox.close(1001)
    await asyncio.wait([outbox._task], timeout=5)
    assert second.aborted


async def test_a_connection_that_breaks_ends_the_outbox_quietly() -> None:
    class Broken(Socket):
        async def send_str(self, text: str) -> None:
            raise ConnectionResetError

    socket = Broken()
    outbox = outbox_of(socket)
    outbox.send(event(1))
    await socket.closed.wait()
    assert outbox.closing
    await outbox.finish()
