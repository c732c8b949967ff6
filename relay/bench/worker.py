"""The relay in a process of its own: commands as JSON lines in, events as JSON lines out.

The line `counters` is answered with the relay's counters. The end of the input ends the process.
"""

import asyncio
import sys
from collections.abc import Callable
from typing import Protocol

import msgspec
import uvloop

from relay.commands import CallCommand
from relay.events import CallEvent
from relay.service import Relay
from relay.settings import RelaySettings


class Server(Protocol):
    """What the load is put on: the relay, or something to compare it with."""

    def submit(self, command: CallCommand) -> None: ...

    def counters(self) -> dict[str, int]: ...

    async def close(self) -> None: ...


async def serve_lines(server: Server) -> None:
    """Carries out the commands on standard input until it ends."""
    decoder = msgspec.json.Decoder(CallCommand)
    reader = asyncio.StreamReader(limit=1 << 20)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    try:
        while line := await reader.readline():
            if line.strip() == b"counters":
                write_line(server.counters())
            else:
                server.submit(decoder.decode(line))
    finally:
        await server.close()


def write_line(message: object) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(message) + b"\n")
    sys.stdout.buffer.flush()


def write_event(event: CallEvent) -> None:
    write_line(event)


async def _serve_relay(on_event: Callable[[CallEvent], None]) -> None:
    await serve_lines(await Relay.start(RelaySettings(host="127.0.0.1", port=0), on_event))


if __name__ == "__main__":
    uvloop.run(_serve_relay(write_event))
