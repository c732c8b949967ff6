"""What clients should never send: an error with a stable code, nothing changed, everybody else unharmed."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import WSMsgType

from signaling.errors import CODES
from signaling.wire.pace import BURST
from tests.signaling.example_messages import CALLER, STAFF
from tests.signaling.house import House, Page, open_house

BROKEN: tuple[tuple[str, str, int], ...] = (
    ("", "bad_json", -1),
    ("{", "bad_json", -1),
    ("nonsense", "bad_json", -1),
    ('{"type":"ping","id":1', "bad_json", -1),
    ('{"x":' + "[" * 30_000, "bad_json", -1),
    ('{"id":5,"type":"ping","x":' + '{"a":' * 9_000, "bad_field", -1),
    ("[]", "bad_field", -1),
    ("null", "bad_field", -1),
    ("7", "bad_field", -1),
    ("{}", "bad_field", -1),
    ('{"id":5}', "bad_field", 5),
    ('{"type":"ping"}', "bad_field", -1),
    ('{"type":"nothing","id":5}', "unknown_type", 5),
    ('{"type":7,"id":5}', "unknown_type", 5),
    ('{"type":"ping","id":-1}', "bad_field", -1),
    ('{"type":"ping","id":"5"}', "bad_field", -1),
    ('{"type":"ping","id":1.5}', "bad_field", -1),
    ('{"type":"ping","id":99999999999999999999999999999999}', "bad_field", -1),
    ('{"type":"ping","id":5,"more":1}', "bad_field", 5),
    ('{"type":"send_text","id":5,"client_id":"c"}', "bad_field", 5),
    ('{"type":"send_text","id":5,"client_id":"c","text":""}', "bad_field", 5),
    ('{"type":"send_text","id":5,"client_id":"","text":"x"}', "bad_field", 5),
    ('{"type":"send_text","id":5,"client_id":7,"text":"x"}', "bad_field", 5),
    ('{"type":"delivered","id":5,"up_to":-1}', "bad_field", 5),
    ('{"type":"switch_mode","id":5,"mode":"smoke"}', "bad_field", 5),
)


async def test_a_broken_message_gets_its_code(house: House) -> None:
    caller = await house.joined()
    for text, code, id_ in BROKEN:
        error = await caller.raw(text)
        assert (error["code"], error["id"]) == (code, id_), text
        assert error["message"] == CODES[code]
    await caller.do("ping")
    assert len(house.services.live.state.sessions) == 1


async def test_a_text_over_4000_characters_is_refused(house: House) -> None:
    caller, console, _ = await house.talking()
    assert (await caller.ask("send_text", client_id="a", text="가" * 4001))["code"] == "bad_field"
    await caller.do("send_text", client_id="a", text="가" * 4000)
    shown = await console.event("message")
    assert len(shown["message"]["text"]) == 4000


@pytest.mark.parametrize("text", ["nul \x00 byte", "half a pair \ud83d"])
async def test_text_that_cannot_be_stored_is_refused(house: House, text: str) -> None:
    caller, console, _ = await house.talking()
    message = {"type": "send_text", "id": 900, "client_id": "a", "text": text}
    error = await caller.raw(json.dumps(message))
    assert error["code"] in ("bad_text", "bad_json", "bad_field")
    assert (await caller.do("send_text", client_id="a", text="fine"))["seq"] == 1
    await console.event("message", lambda e: e["message"]["text"] == "fine")


async def test_a_message_over_64_kib_is_too_large(house: House) -> None:
    caller = await house.joined()
    for filler in ("x" * 65_536, "가" * 22_000):
        error = await caller.raw(
            json.dumps({"type": "ping", "id": 9, "x": filler}, ensure_ascii=False)
        )
        assert (error["code"], error["id"]) == ("too_large", 9)
    await caller.do("ping")


async def test_a_frame_over_1_mib_closes_and_the_session_resumes(house: House) -> None:
    caller, _, session_id = await house.talking()
    await caller.socket.send_str("x" * (1024 * 1024 + 1))
    assert await caller.closed() == 1009
    again = await house.caller(token=caller.joined["token"])
    assert again.welcome["session"]["session_id"] == session_id
    assert again.welcome["session"]["state"] == "connected"


async def test_invalid_utf8_closes_and_the_session_resumes(house: House) -> None:
    caller, _, _ = await house.talking()
    await caller.socket.send_frame(b'{"type":"ping","id":1,"x":"\xff\xfe"}', WSMsgType.TEXT)
    assert await caller.closed() == 1007
    again = await house.caller(token=caller.joined["token"])
    assert again.welcome["session"]["state"] == "connected"


async def test_a_binary_frame_closes(house: House) -> None:
    caller = await house.joined()
    await caller.socket.send_bytes(b"{}")
    assert await caller.closed() == 1003


WRONG_WHILE_WAITING = ("look_here", "end", "reconnect", "request_media", "answer_media")
WRONG_WHILE_TALKING = ("leave", "reconnect", "request_media", "answer_media")
WRONG_AFTER_THE_END = ("leave", "switch_mode", "send_text", "look_here", "end", "request_media")


def shown(house: House) -> Any:
    return house.services.live.state.sessions


async def refused(page: Page, message: str, fields: dict[str, Any]) -> None:
    reply = await page.ask(message, **fields)
    assert reply.get("code") in ("wrong_state", "no_media"), (message, reply)


async def test_what_the_state_does_not_allow_changes_nothing(house: House) -> None:
    caller = await house.joined()
    (session,) = shown(house).values()
    for message in WRONG_WHILE_WAITING:
        await refused(caller, message, CALLER[message])
        assert session.state == "waiting"
    console = await house.console()
    offer = await console.event("offer")
    about = {"session_id": offer["offer"]["session_id"]}
    await console.do("accept_offer", **about)
    for message in WRONG_WHILE_TALKING:
        await refused(caller, message, CALLER[message])
        assert session.state == "connected"
    for message in ("resume", "finish_wrap_up", "request_media"):
        await refused(console, message, STAFF[message] | about)
        assert session.state == "connected"
    assert (await console.ask("accept_offer", **about))["code"] == "not_yours"
    assert (await caller.ask("switch_mode", mode="text"))["code"] == "mode_unchanged"
    await caller.do("end")
    for message in WRONG_AFTER_THE_END:
        await refused(caller, message, CALLER[message])
        assert session.state == "wrap_up"
    for message in ("send_text", "look_here", "hold", "resume", "end"):
        await refused(console, message, STAFF[message] | about)
        assert session.state == "wrap_up"


async def test_a_name_needs_consent(house: House) -> None:
    caller = await house.caller()
    refused = await caller.ask("join", mode="text", consent=False, name="홍길동")
    assert refused["code"] == "name_needs_consent"
    assert not shown(house)
    await caller.do("join", mode="text", consent=False)


async def test_a_reason_must_be_a_code(house: House) -> None:
    console = await house.console()
    reply = await console.ask("set_availability", availability="away", reason="점심 <b>")
    assert reply["code"] == "bad_reason"
    assert (await console.ask("set_availability", availability="asleep"))["code"] == "bad_field"


async def test_a_flood_is_refused_and_others_are_served(house: House) -> None:
    caller, console, session_id = await house.talking()
    flooder = await house.joined()
    first, last = 1000, 1000 + 2 * int(BURST)
    for number in range(first, last + 1):
        await flooder.socket.send_json({"type": "ping", "id": number})
    await caller.do("send_text", client_id="a", text="그래도")
    await console.event("message")
    await console.do("send_text", session_id=session_id, client_id="b", text="네")
    await flooder.first(lambda e: e.get("id") == last)
    refused = [e["code"] for e in flooder.events if e["type"] == "error"]
    assert set(refused) == {"rate_limited"}
    assert 0 < len(refused) <= last - first - BURST
    assert flooder.joined["session"]["session_id"] in shown(house)


@pytest.fixture
async def small_house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, sessions_per_address=2) as opened:
        yield opened


async def test_too_many_sessions_from_one_address(small_house: House) -> None:
    first, second, third = (
        await small_house.joined(),
        await small_house.joined(),
        await small_house.caller(),
    )
    refused = await third.ask("join", mode="text", consent=True)
    assert refused["code"] == "too_many_sessions"
    assert len(shown(small_house)) == 2
    await first.leave()
    assert (await third.ask("join", mode="text", consent=True))["code"] == "too_many_sessions"
    again = await small_house.caller(token=first.joined["token"])
    await again.do("leave")
    await third.do("join", mode="text", consent=True)
    await second.do("ping")


async def test_many_joins_at_once_do_not_slip_through(small_house: House) -> None:
    pages = [await small_house.caller() for _ in range(8)]
    replies = await asyncio.gather(*(page.ask("join", mode="text", consent=True) for page in pages))
    assert sorted(reply["type"] for reply in replies) == ["error"] * 6 + ["joined"] * 2


async def test_two_tabs_of_one_caller_count_once(small_house: House) -> None:
    caller = await small_house.joined()
    for _ in range(5):
        caller, older = await small_house.caller(token=caller.joined["token"]), caller
        caller.joined = older.joined
        assert await older.closed() == 4000
    await small_house.joined()
