"""Who owns an address: proven by checks, never taken from the living, bounded."""

from relay import stun
from relay.bench.client import Client, client_for
from relay.commands import CloseLeg
from relay.events import LegOffer
from relay.leg_directory import MAX_ADDRESSES
from tests.relay.legs import Bench, two_legs
from tests.relay.support import CERTIFICATE


def checking_client(bench: Bench, leg_id: str) -> Client:
    (offer,) = bench.log.of(LegOffer, leg_id)
    return client_for(leg_id, offer.sdp, CERTIFICATE)


def check(client: Client, password: str | None = None) -> bytes:
    request = stun.Message(
        stun.BINDING,
        stun.REQUEST,
        attributes={"USERNAME": f"{client.offered.credentials.ufrag}:peer", "PRIORITY": 1},
    )
    request.add_message_integrity((password or client.offered.credentials.password).encode())
    return bytes(request)


async def test_a_valid_check_is_answered_to_where_it_came_from() -> None:
    async with two_legs() as (bench, a, _):
        client = checking_client(bench, "a")
        address = ("192.0.2.7", 777)
        bench.put(check(client), address)
        response, to = bench.wire.sent[-1]
        assert (response[:2], to) == (b"\x01\x01", address)
        assert bench.demultiplexer._legs[address] is a
        assert a.destination == ("127.0.0.1", 5000)
        client.close()


async def test_a_wrong_key_and_an_unknown_name_are_met_with_silence() -> None:
    async with two_legs() as (bench, _a, _b):
        client = checking_client(bench, "a")
        sent = len(bench.wire.sent)
        bench.put(check(client, "wrong password"), ("192.0.2.7", 777))
        bench.put(check(client).replace(b"peer", b"pier"), ("192.0.2.7", 777))
        name = client.offered.credentials.ufrag.encode()
        bench.put(check(client).replace(name, b"x" * len(name)), ("192.0.2.7", 777))
        assert len(bench.wire.sent) == sent
        assert ("192.0.2.7", 777) not in bench.demultiplexer._legs
        assert bench.relay.counters()["stun_denied"] == 3
        client.close()


async def test_a_live_legs_address_is_not_given_away() -> None:
    async with two_legs() as (bench, a, b):
        client = checking_client(bench, "b")
        a.heard = 10.0
        sent = len(bench.wire.sent)
        bench.put(check(client), ("127.0.0.1", 5000), now=11.0)
        assert bench.demultiplexer._legs["127.0.0.1", 5000] is a
        assert len(bench.wire.sent) == sent
        bench.put(check(client), ("127.0.0.1", 5000), now=30.0)
        assert bench.demultiplexer._legs["127.0.0.1", 5000] is b
        assert a.destination is None
        assert not a.ready
        client.close()


async def test_a_replayed_check_keeps_no_address_from_its_owner() -> None:
    async with two_legs() as (bench, a, b):
        ours, theirs = checking_client(bench, "a"), checking_client(bench, "b")
        home = ("127.0.0.1", 5000)
        bench.put(check(theirs), home, now=30.0)  # "a" was silent for long
        assert bench.demultiplexer._legs[home] is b
        bench.put(check(ours), home, now=31.0)  # "b" is live, but its media never went there
        assert bench.demultiplexer._legs[home] is a
        assert b.destination == ("127.0.0.1", 5001)
        ours.close()
        theirs.close()


async def test_addresses_of_a_leg_are_bounded_and_media_keeps_its_own() -> None:
    async with two_legs() as (bench, a, _):
        client = checking_client(bench, "a")
        for port in range(50):
            bench.put(check(client), ("192.0.2.7", 1000 + port), now=float(port))
        assert len(a.addresses) == MAX_ADDRESSES
        assert a.destination in a.addresses
        assert sum(leg is a for leg in bench.demultiplexer._legs.values()) == MAX_ADDRESSES
        client.close()


async def test_checks_are_limited_for_a_leg_before_any_key_is_tried() -> None:
    async with two_legs() as (bench, _a, _b):
        client = checking_client(bench, "a")
        for port in range(300):
            bench.put(check(client, "wrong"), ("192.0.2.7", port))
        counters = bench.relay.counters()
        assert counters["stun_denied"] == 100
        assert counters["stun_limited"] == 200
        bench.put(check(client), ("127.0.0.1", 5000))  # a proven address has its own limit
        assert bench.relay.counters()["stun_ok"] == 1
        client.close()


async def test_a_closed_leg_leaves_nothing_behind() -> None:
    async with two_legs() as (bench, a, _):
        client = checking_client(bench, "a")
        bench.relay.submit(CloseLeg("a"))
        bench.put(check(client), ("192.0.2.7", 777))
        assert a not in bench.demultiplexer._legs.values()
        assert bench.relay.counters()["stun_ok"] == 0
        assert a.addresses == {}
        client.close()
