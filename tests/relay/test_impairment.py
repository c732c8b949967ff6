"""The bad network: what it loses, delays, reorders and queues; and a call through it."""

from __future__ import annotations

import asyncio
import itertools
import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from relay.bench.impairment import Hop, ImpairedPort, Impairment
from tests.relay.support import until


def times(
    how: Impairment, count: int = 1000, size: int = 1000, gap: float = 0.01
) -> list[float | None]:
    """How long each of `count` datagrams takes."""
    hop = Hop(random.Random(1))
    left = [(hop.leaves_at(size, n * gap, how), n * gap) for n in range(count)]
    assert hop.passed + hop.dropped == count
    return [None if at is None else at - sent for at, sent in left]


def passed(how: Impairment, **shape: float) -> list[float]:
    return [t for t in times(how, **shape) if t is not None]  # type: ignore[arg-type]


def test_a_good_network_takes_no_time() -> None:
    assert set(times(Impairment())) == {0.0}


def test_loss_is_the_share_that_was_asked_for() -> None:
    assert 930 < len(passed(Impairment(loss=0.05))) < 970


def test_delay_and_jitter_keep_the_order() -> None:
    hop, how = Hop(random.Random(1)), Impairment(delay=0.05, jitter=0.03)
    left = [hop.leaves_at(100, n * 0.001, how) for n in range(1000)]
    assert all(a <= b for a, b in itertools.pairwise(left))  # type: ignore[operator]
    assert all(0.05 <= t < 0.081 for t in passed(how, gap=0.1))


def test_reordered_datagrams_are_overtaken() -> None:
    late = [t for t in passed(Impairment(reorder=0.1, reorder_by=0.02)) if t > 0]
    assert 70 < len(late) < 130
    assert late == [pytest.approx(0.02)] * len(late)


def test_a_rate_makes_a_queue_which_is_bounded() -> None:
    how = Impairment(rate=400_000, queue=0.2)  # half of what is sent
    taken = passed(how)
    assert 480 < len(taken) < 530
    assert max(taken) <= 0.2 + 0.02 + 1e-9
    assert sorted(taken)[len(taken) // 2] > 0.15


@asynccontextmanager
async def echo_behind(how: Impairment) -> AsyncIterator[tuple[ImpairedPort, socket.socket]]:
    loop = asyncio.get_running_loop()
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for opened in (server, client):
        opened.setblocking(False)
        opened.bind(("127.0.0.1", 0))

    def echo() -> None:
        data, address = server.recvfrom(2048)
        server.sendto(data, address)

    loop.add_reader(server.fileno(), echo)
    port = await ImpairedPort.open(server.getsockname(), how, how)
    client.connect(("127.0.0.1", port.port))
    try:
        yield port, client
    finally:
        port.close()
        loop.remove_reader(server.fileno())
        server.close()
        client.close()


async def test_datagrams_pass_both_ways_later() -> None:
    async with echo_behind(Impairment(delay=0.03)) as (port, client), asyncio.timeout(10):
        loop = asyncio.get_running_loop()
        started = loop.time()
        client.send(b"hello")
        assert await loop.sock_recv(client, 100) == b"hello"
        assert loop.time() - started >= 0.06
        assert [hop.passed for hop in port.hops] == [1, 1]


async def test_it_can_get_worse_while_it_runs() -> None:
    async with echo_behind(Impairment()) as (port, client), asyncio.timeout(10):
        loop = asyncio.get_running_loop()
        client.send(b"one")
        assert await loop.sock_recv(client, 100) == b"one"
        port.up = Impairment(loss=1.0)
        client.send(b"lost")
        await until(lambda: port.hops[0].dropped == 1)
        port.up = Impairment()
        client.send(b"two")
        assert await loop.sock_recv(client, 100) == b"two"
