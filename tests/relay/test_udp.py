"""Sockets: families on one port, errors, and a handler that fails."""

import asyncio
import socket

import pytest

from relay.addresses import interface_addresses
from relay.counters import Counters
from relay.srtp import PacketBuffer
from relay.udp import SocketAddress, UdpSocket, bind
from tests.relay.support import until

SIZE = 1 << 16


async def test_a_wildcard_host_has_one_port_for_every_address() -> None:
    sockets = bind("0.0.0.0", 0, SIZE, Counters())
    try:
        assert len({opened.port for opened in sockets}) == 1
        wildcards = 2 if _ipv6_works() else 1
        assert len(sockets) == wildcards + len(interface_addresses(ipv6=_ipv6_works()))
    finally:
        for opened in sockets:
            opened.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
@pytest.mark.parametrize("shared", [False, True])
async def test_nobody_else_gets_the_port(host: str, shared: bool) -> None:
    sockets = bind("0.0.0.0", 0, SIZE, Counters())
    try:
        with pytest.raises(OSError):
            UdpSocket(socket.AF_INET, host, sockets[0].port, SIZE, Counters(), shared=shared)
    finally:
        for opened in sockets:
            opened.close()


async def test_an_answer_leaves_from_the_address_that_was_asked() -> None:
    buffer, sockets = PacketBuffer(64), bind("0.0.0.0", 0, SIZE, Counters())

    def echo(size: int, address: SocketAddress, source: UdpSocket, now: float) -> None:
        source.sendto(bytes(buffer.view[:size]), address)

    for opened in sockets:
        opened.start(asyncio.get_running_loop(), buffer, echo)
    try:
        for ip in interface_addresses(ipv6=False):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                sender.setblocking(False)
                sender.bind(("0.0.0.0", 0))
                sender.sendto(b"hello", (ip, sockets[0].port))
                async with asyncio.timeout(10):
                    loop = asyncio.get_running_loop()
                    _, (source, _) = await loop.sock_recvfrom(sender, 64)
                assert source == ip
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
