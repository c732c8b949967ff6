"""At least 100,000 generated messages into both decoders and dispatchers: only stable codes come out."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from recordings import staff_sessions
from recordings.staff_sessions import SignedIn
from signaling.errors import CODES
from signaling.protocol import from_caller, from_staff
from signaling.protocol.to_client import Error, Joined
from signaling.routes import CALLER_MESSAGES, STAFF_MESSAGES
from signaling.sign_in.staff_sign_in import COOKIE
from signaling.sign_in.tokens import hash_token
from signaling.wire.caller_peer import CallerPeer
from signaling.wire.conversation import answer_frame
from signaling.wire.staff_peer import StaffPeer
from tests.signaling.example_messages import CALLER, STAFF, Fields
from tests.signaling.house import House, open_house

pytestmark = pytest.mark.slow

MESSAGES = 100_000
PEERS = 40
"""At once, so that their changes share commits."""
SEED = 20260722

NASTY: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**53, 2**53 + 1, 10**40, 0.5, 1e308, "", " ", "x" * 5000, "가나다",
    "\x00", "\ud800", "<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd", "video", "text",
    [], [[]], {}, {"type": "ping"}, [1, "a", None],
)  # fmt: skip


class Sink:
    """An outbox that keeps nothing."""

    def __init__(self) -> None:
        self.closing = False

    def send(self, message: Any) -> None:
        """Everything sent must be fit for the wire."""
        msgspec.json.encode(message)

    def close(self, code: int) -> None:
        self.closing = True


def generated(rng: random.Random, examples: Mapping[str, Fields], known: list[str]) -> str:
    kind = rng.choice(list(examples))
    message: Fields = {"type": kind, "id": rng.randrange(1000), **examples[kind]}
    if "session_id" in message and known and rng.random() < 0.8:
        message["session_id"] = rng.choice(known)
    if "client_id" in message:
        message["client_id"] = f"c{rng.randrange(50)}"
    if rng.random() < 0.45:
        return json.dumps(message)
    return rng.choice(MUTATIONS)(rng, message)


def _replaced(rng: random.Random, message: Fields) -> str:
    return json.dumps(message | {rng.choice(list(message)): rng.choice(NASTY)})


def _without(rng: random.Random, message: Fields) -> str:
    message.pop(rng.choice(list(message)))
    return json.dumps(message)


def _with_more(rng: random.Random, message: Fields) -> str:
    return json.dumps(message | {rng.choice(["x", "", "Type", "seq"]): rng.choice(NASTY)})


def _cut(rng: random.Random, message: Fields) -> str:
    text = json.dumps(message, ensure_ascii=False)
    return text[: rng.randrange(len(text))]


def _scrambled(rng: random.Random, message: Fields) -> str:
    text = list(json.dumps(message, ensure_ascii=False))
    for _ in range(rng.randrange(1, 4)):
        text[rng.randrange(len(text))] = chr(rng.choice([rng.randrange(128), 0xD800, 0x1F600]))
    return "".join(text)


def _random(rng: random.Random, message: Fields) -> str:
    return json.dumps(rng.choice(NASTY))


def _deep(rng: random.Random, message: Fields) -> str:
    if rng.random() < 0.98:
        return _random(rng, message)
    return rng.choice(["[", '{"type":"ping","id":1,"x":[', '{"x":', '{"id":[']) * rng.randrange(
        9000
    )


def _twice(rng: random.Random, message: Fields) -> str:
    text = json.dumps(message)
    return rng.choice([text + text, text[:-1] + ',"type":"ping"}', text.replace(":", ": ")])


MUTATIONS: tuple[Callable[[random.Random, Fields], str], ...] = (
    _replaced, _without, _with_more, _cut, _scrambled, _random, _deep, _twice,
)  # fmt: skip


async def throw(
    rng: random.Random,
    count: int,
    examples: Mapping[str, Fields],
    decode: Callable[[str], Any],
    make: Callable[[Sink], Any],
    known: Callable[[], list[str]],
    codes: Counter[str],
) -> None:
    """One client's life: it comes again whenever it is closed, and now and then by itself."""
    peer, sink = None, Sink()
    for number in range(count):
        if peer is None or sink.closing or rng.random() < 0.01:
            if peer is not None:
                await peer.gone()
            sink = Sink()
            peer = make(sink)
            if rng.random() < 0.8:
                hello = json.dumps({"type": "hello", "id": 0, **examples["hello"]})
                await answer_frame(hello, decode, peer.answer)
        reply = await answer_frame(generated(rng, examples, known()), decode, peer.answer)
        msgspec.json.encode(reply)
        codes[reply.code if isinstance(reply, Error) else "ok"] += 1
        if isinstance(reply, Joined):
            assert reply.token
        if number % 20 == 0:
            await asyncio.sleep(0)
    if peer is not None:
        await peer.gone()


async def test_only_stable_codes_come_out(tmp_path: Path) -> None:
    async with open_house(tmp_path, sessions_per_address=MESSAGES) as house:
        await fuzz(house)
        await everybody_else_is_unharmed(house)


async def fuzz(house: House) -> None:
    services = house.services
    people = [await signed_in(house, login) for login in ("counselor1", "supervisor1", "admin1")]
    codes: Counter[str] = Counter()
    rng = random.Random(SEED)

    def caller(sink: Sink) -> CallerPeer:
        return CallerPeer(services, sink, CALLER_MESSAGES, "127.0.0.1")  # type: ignore[arg-type]

    def staff(sink: Sink) -> StaffPeer:
        who = rng.choice(people)
        peer = StaffPeer(services, sink, STAFF_MESSAGES, who)  # type: ignore[arg-type]
        STAFF_NOW["hello"]["csrf"] = who.session.csrf_token
        return peer

    STAFF_NOW = {**STAFF, "hello": dict(STAFF["hello"])}
    each = MESSAGES // PEERS + 1

    def known() -> list[str]:
        return list(services.live.state.sessions)[:20]

    throwing = [
        throw(random.Random(rng.random()), each, CALLER, from_caller.decoder.decode, caller, known, codes)
        if number % 2
        else throw(random.Random(rng.random()), each, STAFF_NOW, from_staff.decoder.decode, staff, known, codes)
        for number in range(PEERS)
    ]  # fmt: skip
    await asyncio.gather(*throwing)
    assert codes.total() >= MESSAGES
    assert set(codes) <= {*CODES, "ok"}
    assert "server_error" not in codes
    assert {"ok", "bad_json", "bad_field", "unknown_type", "hello_first", "not_yours"} <= set(codes)
    assert services.live.ready


async def signed_in(house: House, login: str) -> SignedIn:
    browser = await house.signed_in(login)
    cookie = next(c.value for c in browser.cookie_jar if c.key == COOKIE)
    found = await house.services.database.read(
        lambda conn: staff_sessions.find(conn, hash_token(cookie), house.services.now())
    )
    assert found is not None
    return found


async def everybody_else_is_unharmed(house: House) -> None:
    console = await house.console("counselor3")
    caller = await house.joined(emergency=True)
    session_id = caller.joined["session"]["session_id"]
    while True:
        offer = (await console.event("offer"))["offer"]
        await console.do("accept_offer", session_id=offer["session_id"])
        if offer["session_id"] == session_id:
            break
        await console.do("end", session_id=offer["session_id"])
    await caller.session("answered")
    await caller.do("send_text", client_id="a", text="그대로")
    await console.event("message", lambda e: e["session_id"] == session_id)
