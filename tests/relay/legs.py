"""Two connected legs without sockets: datagrams go straight into the demultiplexer."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiortc.rtcdtlstransport import SRTP_PROFILES

from relay import command_handlers
from relay.answer import Answer
from relay.commands import OpenCall, OpenLeg, StartCall
from relay.leg import Leg
from relay.service import Relay
from relay.settings import RelaySettings
from relay.srtp import SrtpKeys
from tests.relay.support import EventLog


class Wire:
    """Stands in for a UDP socket: keeps what is sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[bytes, Any]] = []

    def sendto(self, datagram: bytes | memoryview, address: Any) -> int:
        self.sent.append((bytes(datagram), address))
        return len(datagram)


class Bench:
    """The relay, its wire, and how to put a datagram into it."""

    def __init__(self, relay: Relay, log: EventLog) -> None:
        self.relay = relay
        self.log = log
        self.wire = Wire()
        self.demultiplexer = relay._demultiplexer
        self.keys: dict[str, SrtpKeys] = {}

    def put(self, datagram: bytes, address: Any, now: float = 1.0) -> None:
        self.demultiplexer.buffer.view[: len(datagram)] = datagram
        self.demultiplexer.handle(len(datagram), address, self.wire, now)  # type: ignore[arg-type]

    def open(self, leg_id: str, slot: int, now: float = 0.0) -> Leg:
        """A leg with keys at 127.0.0.1:(5000 + slot), sending SSRCs 10 x slot + 1 and + 2."""
        self.relay.submit(OpenLeg("c", leg_id, slot))
        leg = self.relay._handlers.legs[leg_id]
        address = ("127.0.0.1", 5000 + slot)
        leg.call.directory.claim(leg, address, self.wire, now)  # type: ignore[arg-type]
        leg.answer = Answer((), 10 * slot + 1, 10 * slot + 2)
        command_handlers._set_sources(leg, leg.answer)
        leg.dtls_address = address
        leg.heard = now
        profile = SRTP_PROFILES[0]
        material = os.urandom(2 * (profile.key_length + profile.salt_length))
        self.keys[leg_id] = SrtpKeys(profile, material, server=False)
        leg.secure(SrtpKeys(profile, material))
        return leg


@asynccontextmanager
async def two_legs() -> AsyncIterator[tuple[Bench, Leg, Leg]]:
    """A started call of legs "a" and "b"."""
    log = EventLog()
    relay = await Relay.start(RelaySettings(port=0), log)
    try:
        bench = Bench(relay, log)
        relay.submit(OpenCall("c"))
        legs = bench.open("a", 0), bench.open("b", 1)
        relay.submit(StartCall("c"))
        yield bench, *legs
    finally:
        await relay.close()
