"""A whole call between two independent WebRTC implementations' peers: decoded sound and pictures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import AudioStreamTrack, VideoStreamTrack

from relay.addresses import interface_addresses
from relay.commands import AnswerLeg, OpenCall, OpenLeg, StartCall
from relay.events import LegConnected, LegOffer
from relay.service import Relay
from tests.relay.support import EventLog, running_relay

CONFIGURATION = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)


class Participant:
    """An aiortc peer that sends a test picture and silence, and keeps the tracks it is given."""

    def __init__(self) -> None:
        self.connection = RTCPeerConnection(CONFIGURATION)
        self.connection.addTrack(AudioStreamTrack())
        self.connection.addTrack(VideoStreamTrack())
        self.tracks: dict[str, MediaStreamTrack] = {}
        self.connection.on("track", self._keep)

    def _keep(self, track: MediaStreamTrack) -> None:
        self.tracks[track.id] = track

    async def answer(self, relay: Relay, offer: LegOffer) -> None:
        await self.connection.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
        await self.connection.setLocalDescription(await self.connection.createAnswer())
        sdp = self.connection.localDescription.sdp
        relay.submit(AnswerLeg(offer.leg_id, offer.revision, sdp))


@asynccontextmanager
async def call_of_two() -> AsyncIterator[tuple[Relay, EventLog, list[Participant]]]:
    advertised = interface_addresses(ipv6=False)
    async with running_relay(host="0.0.0.0", advertised=advertised) as (relay, log):
        relay.submit(OpenCall("c"))
        participants = [Participant(), Participant()]
        try:
            for slot, participant in enumerate(participants):
                relay.submit(OpenLeg("c", f"leg{slot}", slot))
                offer = await log.wait(LegOffer, f"leg{slot}")
                await participant.answer(relay, offer)
            yield relay, log, participants
        finally:
            for participant in participants:
                await participant.connection.close()


@pytest.mark.slow
async def test_sound_and_pictures_are_decoded_on_both_sides() -> None:
    async with call_of_two() as (relay, log, participants):
        for slot in (0, 1):
            await log.wait(LegConnected, f"leg{slot}")
        relay.submit(StartCall("c"))
        for slot, participant in enumerate(participants):
            other = f"slot{1 - slot}"
            async with asyncio.timeout(20):
                pictures = participant.tracks[f"{other}-video"]
                frames = [await pictures.recv() for _ in range(10)]
                sound = [await participant.tracks[f"{other}-audio"].recv() for _ in range(10)]
            assert {(frame.width, frame.height) for frame in frames} == {(640, 480)}  # type: ignore[union-attr]
            assert {chunk.sample_rate for chunk in sound} == {48000}  # type: ignore[union-attr]
        assert log.failures == []
        assert relay.counters()["dropped_srtp"] == 0
