"""Commands and events of a relay: states, codes, and a leg's life."""

import asyncio
import socket

import pytest

from relay.commands import (
    AnswerLeg,
    CallCommand,
    CloseCall,
    CloseLeg,
    OfferLeg,
    OpenCall,
    OpenLeg,
    StartCall,
    StopCall,
)
from relay.errors import CODES
from relay.events import (
    CallEvent,
    CommandFailed,
    LegBack,
    LegClosed,
    LegConnected,
    LegOffer,
    LegSilent,
)
from relay.service import Relay
from relay.settings import RelaySettings
from tests.relay.support import (
    EventLog,
    connect_peer,
    open_peer,
    running_relay,
    two_peers,
    until,
)


async def test_a_port_in_use_is_an_os_error() -> None:
    async with running_relay() as (relay, log):
        with pytest.raises(OSError):
            await Relay.start(RelaySettings(port=relay.port), log)


async def test_a_host_that_is_not_ours_is_an_os_error() -> None:
    with pytest.raises(OSError):
        await Relay.start(RelaySettings(host="192.0.2.99", port=0), lambda event: None)


@pytest.mark.parametrize(
    ("code", "commands"),
    [
        ("call_exists", [OpenCall("c")]),
        ("no_such_call", [OpenLeg("x", "new", 1)]),
        ("no_such_call", [StartCall("x")]),
        ("no_such_call", [StopCall("x")]),
        ("no_such_call", [CloseCall("x")]),
        ("too_many_calls", [OpenCall("second")]),
        ("leg_exists", [OpenLeg("c", "l", 1)]),
        ("no_such_leg", [CloseLeg("x")]),
        ("no_such_leg", [OfferLeg("x")]),
        ("no_such_leg", [AnswerLeg("x", 1, "")]),
        ("bad_slot", [OpenLeg("c", "new", 6)]),
        ("bad_slot", [OpenLeg("c", "new", -1)]),
        ("slot_taken", [OpenLeg("c", "new", 0)]),
        ("call_not_started", [StopCall("c")]),
        ("call_already_started", [StartCall("c"), StartCall("c")]),
        ("wrong_revision", [AnswerLeg("l", 2, "")]),
        ("wrong_revision", [AnswerLeg("l", 0, "")]),
        ("broken_sdp", [AnswerLeg("l", 1, "")]),
        ("no_such_leg", [CloseCall("c"), CloseLeg("l")]),
    ],
)
async def test_a_command_in_the_wrong_state_has_its_code(
    code: str, commands: list[CallCommand]
) -> None:
    async with running_relay(max_calls=1) as (relay, log):
        relay.submit(OpenCall("c"))
        relay.submit(OpenLeg("c", "l", 0))
        for command in commands:
            relay.submit(command)
        assert log.failures == [code]
        assert log.of(CommandFailed)[0].message == CODES[code]


async def test_something_that_is_no_command_has_its_code() -> None:
    async with running_relay() as (relay, log):
        relay.submit("not a command")  # type: ignore[arg-type]
        assert log.failures == ["unknown_command"]


async def test_a_listener_that_fails_stops_nothing() -> None:
    seen: list[CallEvent] = []

    def listener(event: CallEvent) -> None:
        seen.append(event)
        raise RuntimeError("the listener's fault")

    relay = await Relay.start(RelaySettings(port=0), listener)
    relay.submit(OpenCall("c"))
    relay.submit(OpenLeg("c", "l", 0))
    relay.submit(OpenLeg("c", "m", 1))
    await relay.close()
    assert [type(event) for event in seen] == [LegOffer, LegOffer, LegClosed, LegClosed]


async def test_the_offer_names_every_other_slot() -> None:
    async with running_relay() as (relay, log):
        relay.submit(OpenCall("c"))
        relay.submit(OpenLeg("c", "l", 2))
        (offer,) = log.of(LegOffer)
        assert [mids.slot for mids in offer.slots] == [0, 1, 3, 4, 5]
        assert (offer.revision, offer.send_audio_mid, offer.send_video_mid) == (1, "0", "1")


async def test_a_new_offer_ends_the_old_one() -> None:
    async with running_relay() as (relay, log):
        relay.submit(OpenCall("c"))
        client = await open_peer(relay, log, "c", "l", 0)
        relay.submit(OfferLeg("l"))
        relay.submit(AnswerLeg("l", 1, client.answer()))
        assert log.failures == ["wrong_revision"]
        relay.submit(AnswerLeg("l", 2, client.answer()))
        relay.submit(AnswerLeg("l", 2, client.answer()))
        assert log.failures == ["wrong_revision"] * 2
        client.close()


async def test_another_identity_needs_another_leg() -> None:
    async with running_relay() as (relay, log):
        relay.submit(OpenCall("c"))
        client = await open_peer(relay, log, "c", "l", 0)
        relay.submit(OfferLeg("l"))
        own = client.certificate.getFingerprints()[0].value
        other = ":".join(["00"] * 32)
        relay.submit(AnswerLeg("l", 2, client.answer().replace(own, other)))
        assert log.failures == ["identity_changed"]
        client.close()


async def test_an_ice_restart_has_new_credentials_and_keeps_the_connection() -> None:
    async with running_relay() as (relay, log):
        relay.submit(OpenCall("c"))
        peer = await connect_peer(relay, log, "c", "l", 0)
        relay.submit(OfferLeg("l", ice_restart=True))
        first, second = log.of(LegOffer)
        old = peer.client.offered.credentials
        assert old.ufrag in first.sdp
        assert old.ufrag not in second.sdp
        assert old.password not in second.sdp
        relay.submit(AnswerLeg("l", 2, peer.client.answer()))
        checks = relay.counters()["stun_ok"]
        peer.client.check()  # the old credentials are good until the new ones are used
        await until(lambda: relay.counters()["stun_ok"] > checks)
        from relay.bench.offered import read_offer

        peer.client.offered = read_offer(second.sdp)
        peer.client.check()
        await until(lambda: relay.counters()["stun_ok"] > checks + 1)
        denied = relay.counters()["stun_denied"]
        peer.client.offered = read_offer(first.sdp)
        peer.client.check()
        await until(lambda: relay.counters()["stun_denied"] > denied)
        assert len(log.of(LegConnected)) == 1
        peer.client.close()


async def test_a_wrong_certificate_closes_only_its_own_leg() -> None:
    async with two_peers() as (relay, log, _a, _b):
        relay.submit(OpenLeg("c", "bad", 2))
        offer = await log.wait(LegOffer, "bad")
        from relay.bench.client import client_for
        from tests.relay.support import CERTIFICATE

        client = client_for("bad", offer.sdp, CERTIFICATE)
        own = CERTIFICATE.getFingerprints()[0].value
        sdp = client.answer().replace(own, ":".join(["00"] * 32))
        relay.submit(AnswerLeg("bad", 1, sdp))
        connecting = asyncio.create_task(client.connect())
        closed = await log.wait(LegClosed, "bad")
        assert closed.reason == "handshake_failed"
        connecting.cancel()
        await asyncio.gather(connecting, return_exceptions=True)
        assert relay.counters()["legs"] == 2
        assert relay.counters()["dtls_failed"] == 1
        client.close()


async def test_an_unfinished_handshake_closes_its_leg() -> None:
    async with running_relay(dtls_timeout=0.2) as (relay, log):
        relay.submit(OpenCall("c"))
        client = await open_peer(relay, log, "c", "l", 0)
        client.check()
        await until(lambda: relay.counters()["stun_ok"] > 0)
        client.socket.send(b"\x16\xfe\xff" + bytes(20))
        assert (await log.wait(LegClosed, "l")).reason == "handshake_failed"
        client.close()


async def test_a_leg_that_never_connects_stays() -> None:
    async with running_relay(dtls_timeout=0.05) as (relay, log):
        relay.submit(OpenCall("c"))
        client = await open_peer(relay, log, "c", "l", 0)
        client.check()
        await until(lambda: relay.counters()["stun_ok"] > 0)
        other = await connect_peer_slowly(relay, log)
        assert log.of(LegClosed, "l") == []
        client.close()
        other.close()


async def connect_peer_slowly(relay: Relay, log: EventLog) -> socket.socket:
    """Another leg's whole handshake failure: more time than the first would need to fail."""
    second = await open_peer(relay, log, "c", "m", 1)
    second.check()
    await until(lambda: relay.counters()["stun_ok"] > 1)
    second.socket.send(b"\x16\xfe\xff" + bytes(20))
    await log.wait(LegClosed, "m")
    return second.socket


async def test_dtls_from_an_unchecked_address_is_not_heard() -> None:
    async with running_relay() as (relay, log):
        relay.submit(OpenCall("c"))
        client = await open_peer(relay, log, "c", "l", 0)
        client.socket.send(b"\x16\xfe\xff" + bytes(20))
        await until(lambda: relay.counters()["dropped_unknown_address"] == 1)
        client.close()


async def test_silence_and_return_are_told_once() -> None:
    async with two_peers(silent_after=0.3, quiet_silent_after=60.0) as (relay, log, a, _b):
        relay.submit(StartCall("c"))
        a.send("audio", b"one", 1)
        silent = await log.wait(LegSilent, "a")
        assert silent.seconds > 0.3
        assert log.of(LegBack) == []
        a.send("audio", b"two", 2)
        await log.wait(LegBack, "a")
        await log.wait(LegSilent, "a", count=2)
        assert len(log.of(LegBack, "a")) == 1


async def test_closing_a_call_closes_its_legs() -> None:
    async with two_peers() as (relay, log, _a, _b):
        relay.submit(CloseCall("c"))
        assert [e.reason for e in log.of(LegClosed)] == ["call_closed"] * 2
        assert (relay.counters()["calls"], relay.counters()["legs"]) == (0, 0)


async def test_a_closed_slot_is_free_again() -> None:
    async with two_peers() as (relay, log, _a, _b):
        relay.submit(CloseLeg("a"))
        again = await connect_peer(relay, log, "c", "a2", 0)
        assert log.failures == []
        again.client.close()


async def test_closing_the_relay_closes_every_leg_and_frees_the_port() -> None:
    log = EventLog()
    relay = await Relay.start(RelaySettings(port=0), log)
    relay.submit(OpenCall("c"))
    client = await open_peer(relay, log, "c", "l", 0)
    client.close()
    await relay.close()
    await relay.close()
    assert [e.reason for e in log.of(LegClosed)] == ["shutdown"]
    others = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
    assert others == []
    again = await Relay.start(RelaySettings(port=relay.port), log)
    await again.close()
