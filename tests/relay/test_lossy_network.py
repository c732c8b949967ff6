"""A call of two load-generator clients through the bad network: what is lost is repaired."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiortc import RTCCertificate

from relay.bench.client import Client, client_for
from relay.bench.impairment import ImpairedPort, Impairment
from relay.bench.load import LoadLoop
from relay.bench.measure import add_streams, payload_sizes
from relay.bench.media import EncodedMedia, packetize_vp8
from relay.bench.schedule import schedule
from relay.commands import AnswerLeg, OpenCall, OpenLeg, StartCall
from relay.events import LegConnected, LegOffer, LegQuality
from relay.service import Relay
from tests.relay.support import EventLog, running_relay

FRAMES = 120
SECONDS = 10.0


def media() -> EncodedMedia:
    """Four packets a frame, every payload different; the first frame is a keyframe (P = 0)."""
    frames = [
        bytes((number > 0,)) + number.to_bytes(2, "big") + bytes(4000) for number in range(FRAMES)
    ]
    video = [
        [payload + bytes((part,)) for part, payload in enumerate(packetize_vp8(frame, number))]
        for number, frame in enumerate(frames)
    ]
    return EncodedMedia(video, [b"\x78" + bytes(60)])


@asynccontextmanager
async def call_through(
    network: Impairment,
) -> AsyncIterator[tuple[Relay, EventLog, ImpairedPort, list[Client]]]:
    clients: list[Client] = []
    async with running_relay() as (relay, log):
        port = await ImpairedPort.open(("127.0.0.1", relay.port), Impairment(), Impairment())
        try:
            relay.submit(OpenCall("c"))
            certificate = RTCCertificate.generateCertificate()
            for slot in (0, 1):
                relay.submit(OpenLeg("c", f"leg{slot}", slot))
                offer = await log.wait(LegOffer, f"leg{slot}")
                sdp = offer.sdp.replace(f" {relay.port} typ", f" {port.port} typ")
                client = client_for(offer.leg_id, sdp, certificate, rtx=True)
                clients.append(client)
                relay.submit(AnswerLeg(offer.leg_id, offer.revision, client.answer()))
                await client.connect()
                await log.wait(LegConnected, f"leg{slot}")
                add_streams(client, media())
            relay.submit(StartCall("c"))
            port.up = port.down = network
            yield relay, log, port, clients
        finally:
            port.close()
            for client in clients:
                client.close()


@pytest.mark.slow
async def test_five_per_cent_loss_on_each_hop_leaves_the_pictures_whole() -> None:
    async with call_through(Impairment(loss=0.05, delay=0.005)) as (relay, log, port, clients):
        loop = LoadLoop(clients, payload_sizes(media()))
        # The load blocks its thread; the relay and the network run on in this one.
        await asyncio.to_thread(loop.run, schedule(clients), SECONDS, {})
        for hop in port.hops:
            assert 0.03 < hop.dropped / (hop.passed + hop.dropped) < 0.07
        for client, other in (clients, clients[::-1]):
            assert client.received.broken == 0
            # The last picture has no later packet that would tell of a loss at its end.
            assert client.received.frames >= 0.995 * other.sent["video"].bursts - 1
        counters = relay.counters()
        assert counters["packets_repaired"] > 0
        assert counters["packets_retransmitted"] > 0
        assert counters["dropped_srtp"] == 0
        seen = log.of(LegQuality, "leg0")[-1]
        assert 0 < seen.loss_up < 0.2
        assert seen.round_trip_ms is not None
        assert seen.estimate_down_kbps is not None


@pytest.mark.slow
async def test_jitter_and_reordering_are_not_taken_for_loss() -> None:
    network = Impairment(delay=0.01, jitter=0.01, reorder=0.05, reorder_by=0.003)
    async with call_through(network) as (relay, _, _, clients):
        loop = LoadLoop(clients, payload_sizes(media()))
        await asyncio.to_thread(loop.run, schedule(clients), SECONDS / 2, {})
        for client, other in (clients, clients[::-1]):
            assert client.received.frames >= 0.95 * other.sent["video"].bursts
        # Three milliseconds late is within the time that a missing packet has to come by itself.
        assert relay.counters()["nacks_sent"] < relay.counters()["packets_received"] / 50
        assert relay.counters()["dropped_srtp"] == 0


async def test_a_relay_behind_a_port_of_another_number_offers_that_one() -> None:
    async with running_relay(advertised_port=41234) as (relay, log):
        relay.submit(OpenCall("c"))
        relay.submit(OpenLeg("c", "a", 0))
        sdp = (await log.wait(LegOffer, "a")).sdp
        assert " 41234 typ host" in sdp
        assert f" {relay.port} typ host" not in sdp
