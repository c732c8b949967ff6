"""The load generator's loop: sends on time, receives in between, and knows when it runs late."""

from __future__ import annotations

import gc
import select
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from relay.bench.client import Client
from relay.bench.schedule import CYCLE, Due
from relay.srtp import PacketBuffer

SETTLE = 0.5
"""Seconds after the last packet in which the rest may still arrive."""
LATE_LIMIT_MS = 10.0


@dataclass
class LoadRun:
    """What happened: lateness in ms at each send, and whether every packet could be sent."""

    lateness_ms: list[float] = field(default_factory=list)
    unsent: int = 0

    @property
    def valid(self) -> bool:
        """The 99th percentile of lateness is within `LATE_LIMIT_MS`, and nothing stayed unsent."""
        return self.unsent == 0 and self.late_p99_ms <= LATE_LIMIT_MS

    @property
    def late_p99_ms(self) -> float:
        ordered = sorted(self.lateness_ms)
        return ordered[int(len(ordered) * 0.99)] if ordered else 0.0


class LoadLoop:
    """Blocks the thread while it runs: an event loop between would only make it late."""

    def __init__(self, clients: list[Client], payloads: set[bytes]) -> None:
        self._payloads = payloads
        self._buffer = PacketBuffer(2048)
        self._poll = select.epoll()
        self._clients = {client.socket.fileno(): client for client in clients}
        for number in self._clients:
            self._poll.register(number, select.EPOLLIN)

    def run(
        self, entries: list[Due], seconds: float, marks: dict[float, Callable[[], None]]
    ) -> LoadRun:
        """Repeats `entries` for `seconds`; calls each of `marks` once when its time (s) has come."""
        result = LoadRun()
        gc.collect()
        gc.disable()
        try:
            self._send_all(entries, seconds, sorted(marks.items()), result)
            self._receive_until(time.monotonic() + SETTLE)
        finally:
            gc.enable()
            self._poll.close()
        return result

    def _send_all(
        self,
        entries: list[Due],
        seconds: float,
        marks: list[tuple[float, Callable[[], None]]],
        result: LoadRun,
    ) -> None:
        start = time.monotonic()
        for cycle in range(round(seconds / CYCLE)):
            while marks and cycle * CYCLE >= marks[0][0]:
                marks.pop(0)[1]()
            for due in entries:
                if not due.is_in(cycle):
                    continue
                planned = start + cycle * CYCLE + due.offset
                self._receive_until(planned)
                result.lateness_ms.append((time.monotonic() - planned) * 1000)
                try:
                    due.action()
                except BlockingIOError:
                    result.unsent += 1
        for _, mark in marks:
            mark()

    def _receive_until(self, deadline: float) -> None:
        while (wait := deadline - time.monotonic()) > 0:
            # epoll itself counts whole milliseconds, select does not; a generator that polled
            # instead of sleeping would be put behind everybody else by the scheduler.
            select.select((self._poll,), (), (), wait)
            for number, _ in self._poll.poll(0):
                self._drain(self._clients[number])
                if time.monotonic() > deadline:
                    return

    def _drain(self, client: Client) -> None:
        buffer = self._buffer
        memory = buffer.memory
        receive = client.socket.recv_into
        assert client.keys is not None
        inbound = client.keys.inbound
        while True:
            try:
                size = receive(memory)
            except BlockingIOError:
                return
            first = memory[0]
            if 127 < first < 192:
                if not 191 < memory[1] < 224:
                    client.received.take(buffer, size, inbound, self._payloads)
            elif first < 4:
                client.take_stun(bytes(buffer.view[:size]))
