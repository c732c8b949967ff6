"""A bad network in user space: a UDP proxy in front of the relay's port, without privileges.

Everybody who sends to the proxy gets a socket of its own towards the relay, as behind a NAT. The
relay then advertises the proxy's port (`RelaySettings.advertised_port`).
"""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MAX_CLIENTS = 1024
DATAGRAM = 2048
SOCKET_BUFFER = 1 << 21
A_WAKEUP = 64


@dataclass(frozen=True)
class Impairment:
    """One direction. Times are seconds, `rate` is bit/s (0: no limit), `queue` seconds at that rate."""

    loss: float = 0.0
    delay: float = 0.0
    jitter: float = 0.0
    """Each datagram is delayed by up to this more; order is kept."""
    reorder: float = 0.0
    """Share of datagrams that are overtaken by all within `reorder_by`."""
    reorder_by: float = 0.01
    rate: float = 0.0
    queue: float = 0.3
    """What would wait longer is dropped."""


@dataclass
class Hop:
    """One direction of one client: when each datagram leaves it, if at all."""

    random: random.Random
    passed: int = 0
    dropped: int = 0
    _free_at: float = field(default=0.0)
    _last_at: float = field(default=0.0)

    def leaves_at(self, size: int, now: float, how: Impairment) -> float | None:
        """None for a datagram that is lost."""
        if self.random.random() < how.loss:
            self.dropped += 1
            return None
        at = now
        if how.rate:
            start = max(self._free_at, now)
            if start - now > how.queue:
                self.dropped += 1
                return None
            at = self._free_at = start + size * 8 / how.rate
        at += how.delay + self.random.uniform(0, how.jitter)
        self.passed += 1
        if self.random.random() < how.reorder:
            return at + how.reorder_by
        self._last_at = at = max(at, self._last_at)
        return at


class ImpairedPort:
    """Set `up` (towards the relay) and `down` at any time; they hold for what comes then."""

    @classmethod
    async def open(
        cls,
        relay: tuple[str, int],
        up: Impairment,
        down: Impairment,
        *,
        host: str = "127.0.0.1",
        seed: int = 1,
    ) -> ImpairedPort:
        """Raises `OSError` when `host` cannot be bound. `close` it in a `finally`."""
        return cls(relay, up, down, host, seed)

    def __init__(
        self, relay: tuple[str, int], up: Impairment, down: Impairment, host: str, seed: int
    ) -> None:
        self.relay = relay
        self.up, self.down = up, down
        self._random = random.Random(seed)
        self._loop = asyncio.get_running_loop()
        self._front = _socket((host, 0))
        self.port: int = self._front.getsockname()[1]
        self._clients: dict[Any, _Client] = {}
        self._loop.add_reader(self._front.fileno(), self._from_clients)

    @property
    def hops(self) -> list[Hop]:
        """Of every client: its way up, then its way down."""
        return [hop for client in self._clients.values() for hop in (client.up, client.down)]

    def close(self) -> None:
        """What is still under way is lost."""
        self._loop.remove_reader(self._front.fileno())
        self._front.close()
        for client in self._clients.values():
            client.close()
        self._clients.clear()

    def _from_clients(self) -> None:
        for _ in range(A_WAKEUP):
            try:
                data, address = self._front.recvfrom(DATAGRAM)
            except OSError:
                return
            client = self._clients.get(address)
            if client is None:
                if len(self._clients) >= MAX_CLIENTS:
                    continue
                client = self._clients[address] = _Client(self, address, self._random)
            self.deliver(client.up, data, self.up, client.send)

    def deliver(
        self, hop: Hop, data: bytes, how: Impairment, send: Callable[[bytes], object]
    ) -> None:
        now = self._loop.time()
        at = hop.leaves_at(len(data), now, how)
        if at is None:
            return
        if at <= now:
            send(data)
        else:
            self._loop.call_at(at, send, data)

    def to_client(self, address: Any, data: bytes) -> None:
        if self._front.fileno() >= 0:
            _try(self._front.sendto, data, address)


class _Client:
    """The socket that stands for one client towards the relay."""

    def __init__(self, port: ImpairedPort, address: Any, random_: random.Random) -> None:
        self._port = port
        self._address = address
        self.up, self.down = Hop(random_), Hop(random_)
        self._socket = _socket(("127.0.0.1" if port.relay[0] == "127.0.0.1" else "0.0.0.0", 0))
        self._socket.connect(port.relay)
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._socket.fileno(), self._from_relay)

    def send(self, data: bytes) -> None:
        if self._socket.fileno() >= 0:
            _try(self._socket.send, data)

    def close(self) -> None:
        self._loop.remove_reader(self._socket.fileno())
        self._socket.close()

    def _from_relay(self) -> None:
        for _ in range(A_WAKEUP):
            try:
                data = self._socket.recv(DATAGRAM)
            except OSError:
                return
            self._port.deliver(self.down, data, self._port.down, self._to_client)

    def _to_client(self, data: bytes) -> None:
        self._port.to_client(self._address, data)


def _socket(address: tuple[str, int]) -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        opened.setblocking(False)
        for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
            opened.setsockopt(socket.SOL_SOCKET, option, SOCKET_BUFFER)
        opened.bind(address)
    except OSError:
        opened.close()
        raise
    return opened


def _try(send: Callable[..., object], *arguments: object) -> None:
    """A full buffer or a closed port loses the datagram, as networks do."""
    try:
        send(*arguments)
    except OSError:
        return
