"""Sockets: families on one port, errors, and a handler that fails."""

import asyncio
import socket

import pytest

from relay.counters import Counters
from relay.srtp import PacketBuffer
from relay.udp import UdpSocket, bind
from tests.relay.support import until

SIZE = 1 << 16


async def test_a_wildcard_host_has_one_port_for_both_families() -> None:
    sockets = bind("0.0.0.0", 0, SIZE, Counters())
    try:
        assert len({opened.port for opened in sockets}) == 1
        assert len(sockets) == (2 if socket.has_ipv6 and _ipv6_works() else 1)
    finally:
        for opened in sockets:
            opened.close()


async def test_a_port_in_use_is_an_error_and_leaves_nothing_open() -> None:
    (first,) = bind("127.0.0.1", 0, SIZE, Counters())
    try:
        with pytest.raises(OSError):
            bind("127.0.0.1", first.port, SIZE, Counters())
    finally:
        first.close()
    (again,) = bind("127.0.0.1", first.port, SIZE, Counters())
    again.close()


async def test_a_failing_handler_does_not_stop_the_reading() -> None:
    counters, buffer, seen = Counters(), PacketBuffer(64), []

    def handler(size: int, address: object, source: UdpSocket, now: float) -> None:
        seen.append(bytes(buffer.view[:size]))
        if seen[-1] == b"bad":
            raise RuntimeError("a fault in one packet")

    (opened,) = bind("127.0.0.1", 0, SIZE, counters)
    opened.start(asyncio.get_running_loop(), buffer, handler)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for datagram in (b"one", b"bad", b"", b"two"):
            sender.sendto(datagram, ("127.0.0.1", opened.port))
        await until(lambda: len(seen) == 4)
    opened.close()
    assert seen == [b"one", b"bad", b"", b"two"]
    assert counters.dropped_internal_error == 1


async def test_many_datagrams_are_read_in_order() -> None:
    buffer, seen = PacketBuffer(64), []

    def handler(size: int, address: object, source: UdpSocket, now: float) -> None:
        seen.append(int.from_bytes(buffer.view[:size], "big"))

    (opened,) = bind("127.0.0.1", 0, 1 << 20, Counters())
    opened.start(asyncio.get_running_loop(), buffer, handler)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for number in range(200):
            sender.sendto(number.to_bytes(2, "big"), ("127.0.0.1", opened.port))
        await until(lambda: len(seen) == 200)
    opened.close()
    assert seen == list(range(200))


def _ipv6_works() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.bind(("::", 0))
    except OSError:
        return False
    return True
