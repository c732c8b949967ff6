"""A lost connection is not a hang-up: reloads, second tabs, closed browsers, graces, leaving on purpose."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.signaling.house import House, open_house


@pytest.fixture
async def quick(tmp_path: Path) -> AsyncIterator[House]:
    graces = {"counselor_grace": 0.3, "caller_grace": 0.3, "resumable": 0.3, "waiting_grace": 0.3}
    async with open_house(tmp_path, **graces) as opened:
        yield opened


async def test_a_reloaded_caller_page_gets_everything_again(house: House) -> None:
    caller, console, session_id = await house.talking(name="홍길동")
    await caller.do("send_text", client_id="a", text="하나")
    await console.do("send_text", session_id=session_id, client_id="b", text="둘")
    await caller.leave()
    assert (await console.staff_session("caller_lost"))["caller_present"] is False
    await console.do("send_text", session_id=session_id, client_id="c", text="셋")
    again = await house.caller(token=caller.joined["token"])
    shown = again.welcome["session"]
    assert (shown["session_id"], shown["state"]) == (session_id, "connected")
    texts = [(m["seq"], m["sender"], m["text"]) for m in again.welcome["messages"]]
    assert texts == [(1, "caller", "하나"), (2, "counselor", "둘"), (3, "counselor", "셋")]
    assert (await console.staff_session("caller_back"))["caller_present"] is True
    await again.do("send_text", client_id="a", text="하나")
    await again.do("send_text", client_id="d", text="넷")
    await console.event("message", lambda e: e["message"]["text"] == "넷")


async def test_the_newest_tab_wins_and_the_older_stays_quiet(house: House) -> None:
    caller, console, session_id = await house.talking()
    newer = await house.caller(token=caller.joined["token"])
    await caller.event("replaced")
    assert await caller.closed() == 4000
    await console.do("send_text", session_id=session_id, client_id="a", text="여기")
    await newer.event("message")
    assert not [e for e in console.events if e.get("cause") == "caller_lost"]
    assert house.services.live.state.sessions[session_id].caller_present


async def test_a_counselors_second_console_takes_over(house: House) -> None:
    caller, console, session_id = await house.talking()
    second = await house.staff_page("counselor1")
    duty = await second.do("on_duty", video=True)
    assert [s["session_id"] for s in duty["sessions"]] == [session_id]
    assert duty["me"]["availability"] == "ready"
    await console.event("replaced")
    assert await console.closed() == 4000
    await caller.do("send_text", client_id="a", text="여기")
    await second.event("message")
    assert not [e for e in caller.events if e.get("cause") == "counselor_lost"]


async def test_a_counselor_who_reloads_sees_the_whole_console(house: House) -> None:
    caller, console, session_id = await house.talking()
    waiting = await house.joined()
    await console.do("send_text", session_id=session_id, client_id="a", text="잠시만요")
    offer = await console.event("offer")
    await console.leave()
    lost = await caller.session("counselor_lost")
    assert (lost["state"], lost["counselor_present"]) == ("connected", False)
    again = await house.staff_page("counselor1", console.client)
    duty = await again.do("on_duty", video=True)
    (session,) = duty["sessions"]
    assert [m["text"] for m in session["messages"]] == ["잠시만요"]
    assert (await caller.session("counselor_back"))["counselor_present"] is True
    queued = {entry["session_id"] for entry in duty["queue"]}
    assert queued == {waiting.joined["session"]["session_id"]} == {offer["offer"]["session_id"]}
    assert {"medical", "work", "benefits"} <= {choice["key"] for choice in duty["categories"]}
    assert "answered" in {choice["key"] for choice in duty["outcomes"]}


async def test_a_counselor_who_does_not_come_back_loses_the_session_to_the_front(
    quick: House,
) -> None:
    caller, console, session_id = await quick.talking()
    for_long = await quick.joined()
    await console.leave()
    await caller.session("counselor_lost")
    requeued = await caller.session("requeued")
    assert (requeued["state"], requeued["place"]["place"]) == ("waiting", 1)
    assert requeued["counselor_name"] == ""
    await for_long.event("place", lambda e: e["place"]["place"] == 2)
    other = await quick.console("counselor2")
    offer = (await other.event("offer"))["offer"]
    assert (offer["session_id"], offer["returned"]) == (session_id, True)
    await other.do("accept_offer", session_id=session_id)
    assert (await caller.session("answered"))["counselor_name"] == "이바다"


async def test_leaving_on_purpose_skips_the_grace(house: House) -> None:
    caller, console, session_id = await house.talking()
    await console.do("go_off_duty")
    assert (await caller.session("requeued"))["state"] == "waiting"
    gone = await console.event("session_gone")
    assert (gone["session_id"], gone["cause"]) == (session_id, "requeued")
    assert (await console.ask("send_text", session_id=session_id, client_id="a", text="x"))[
        "code"
    ] == "not_yours"


async def test_a_lost_video_caller_goes_on_as_text_and_then_ends(quick: House) -> None:
    caller, console, _ = await quick.talking("video")
    await caller.leave()
    assert (await console.staff_session("video_dropped"))["text_only"] is True
    ended = await console.staff_session("ended")
    assert ended["state"] == "wrap_up"
    shown = (await quick.caller(token=caller.joined["token"])).welcome["session"]
    assert (shown["state"], shown["ended_by"]) == ("ended", "system")


async def test_a_video_caller_back_after_the_grace_is_in_text_and_may_switch(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path, caller_grace=0.3) as house:
        caller, console, _ = await house.talking("video")
        await caller.leave()
        await console.staff_session("video_dropped")
        again = await house.caller(token=caller.joined["token"])
        assert again.welcome["session"]["mode"] == "text"
        await again.do("switch_mode", mode="video")
        assert (await console.staff_session("mode_switched"))["text_only"] is False


async def test_a_waiting_caller_keeps_the_place_and_is_passed_over(house: House) -> None:
    first, second = await house.joined(), await house.joined()
    await first.leave()
    console = await house.console()
    offer = await console.event("offer")
    assert offer["offer"]["session_id"] == second.joined["session"]["session_id"]
    again = await house.caller(token=first.joined["token"])
    assert again.welcome["session"]["place"]["place"] == 1


async def test_a_waiting_caller_who_stays_away_has_left(quick: House) -> None:
    caller = await quick.joined()
    await caller.leave()
    supervisor = await quick.staff_page("supervisor1")
    centre = (await supervisor.do("watch_centre"))["centre"]
    if centre["waiting"]:
        await supervisor.event("centre", lambda e: not e["centre"]["waiting"])
    again = await quick.caller(token=caller.joined["token"])
    assert again.welcome["session"]["state"] == "ended"
    assert again.welcome["session"]["ended_by"] == "system"
