"""A server under load, seen from the generator: its process, its lines, its CPU time."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import msgspec

from relay.commands import CallCommand
from relay.events import CallEvent

_LIMIT = 1 << 20
_CLOCK = os.sysconf("SC_CLK_TCK")


class WorkerProcess:
    """`start` it, and `stop` it in a `finally`."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._events = msgspec.json.Decoder(CallEvent)

    @classmethod
    async def start(cls, module: str, core: int | None) -> WorkerProcess:
        """Runs `python -m module`, pinned to `core` where the system can do that."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, stdin=PIPE, stdout=PIPE, limit=_LIMIT
        )
        if core is not None:
            os.sched_setaffinity(process.pid, {core})
        return cls(process)

    def submit(self, command: CallCommand) -> None:
        self._write(msgspec.json.encode(command))

    def ask_counters(self) -> float:
        """Asks; `read_counters` reads the answers later, in order. Returns CPU seconds until now."""
        self._write(b"counters")
        return self.cpu_seconds()

    async def read_event(self) -> CallEvent:
        event: CallEvent = self._events.decode(await self._read_line())
        return event

    async def read_counters(self) -> dict[str, int]:
        """The next answer to `ask_counters`, passing over events."""
        while True:
            message = msgspec.json.decode(await self._read_line())
            if "type" not in message:
                return dict(message)

    def cpu_seconds(self) -> float:
        """User and system time of the process with all its threads (`proc(5)`, fields 14 and 15)."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _CLOCK

    async def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), 10)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def _write(self, line: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + b"\n")

    async def _read_line(self) -> bytes:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise ConnectionError("the server under load has ended")
        return line
