"""Offers as counselors and callers see them: shown, missed, passed, and nobody there to take them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.signaling.house import House, open_house

QUICK = 0.3


@pytest.fixture
async def quick(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, offer_seconds=QUICK) as opened:
        yield opened


async def test_a_missed_offer_goes_to_the_next_counselor(quick: House) -> None:
    first = await quick.console("counselor1")
    caller = await quick.joined()
    offer = (await first.event("offer"))["offer"]
    assert offer["expires_at"] - offer["made_at"] == pytest.approx(QUICK)
    second = await quick.console("counselor2")
    assert (await first.event("offer_gone"))["why"] == "missed"
    again = (await second.event("offer"))["offer"]
    assert again["session_id"] == offer["session_id"]
    await second.do("accept_offer", session_id=offer["session_id"])
    assert (await caller.session("answered"))["counselor_name"] == "이바다"
    late = await first.ask("accept_offer", session_id=offer["session_id"])
    assert late["code"] == "not_yours"


async def test_three_missed_set_the_counselor_away_and_the_live_view_shows_it(
    quick: House,
) -> None:
    supervisor = await quick.staff_page("supervisor1")
    first = await supervisor.do("watch_centre")
    assert first["centre"]["unattended"] == []
    console = await quick.console()
    caller = await quick.joined()
    for _ in range(3):
        await console.event("offer")
        assert (await console.event("offer_gone"))["why"] == "missed"
    me = (await console.event("me", lambda e: e["me"]["availability"] == "away"))["me"]
    assert me["reason"] == "missed_offers"
    shown = await supervisor.event("centre", lambda e: e["centre"]["unattended"] == ["text"])
    (entry,) = shown["centre"]["waiting"]
    assert (entry["mode"], entry["offered"]) == ("text", False)
    (row,) = shown["centre"]["counselors"]
    assert (row["availability"], row["reason"]) == ("away", "missed_offers")
    place = await caller.event("place", lambda e: not e["place"]["staffed"])
    assert place["place"]["place"] == 1
    await console.do("set_availability", availability="ready")
    await console.event("offer")
    await supervisor.event("centre", lambda e: e["centre"]["unattended"] == [])


async def test_a_passed_offer_goes_on_and_comes_back_to_the_only_one(house: House) -> None:
    first, second = await house.console("counselor1"), await house.console("counselor2")
    caller = await house.joined()
    about = {"session_id": caller.joined["session"]["session_id"]}
    await first.event("offer")
    await first.do("pass_offer", **about)
    assert (await first.event("offer_gone"))["why"] == "passed"
    await second.event("offer")
    await second.do("pass_offer", **about)
    await first.event("offer")
    assert (await second.ask("accept_offer", **about))["code"] == "not_yours"
    await first.do("accept_offer", **about)


async def test_an_offer_goes_away_with_the_caller(house: House) -> None:
    console = await house.console()
    caller = await house.joined()
    await console.event("offer")
    await caller.do("leave")
    assert (await console.event("offer_gone"))["why"] == "withdrawn"
    assert (await caller.session("abandoned"))["state"] == "ended"


async def test_emergencies_go_first_and_places_move_on(house: House) -> None:
    first, second = await house.joined(), await house.joined()
    urgent = await house.joined(emergency=True)
    assert urgent.joined["session"]["place"]["place"] == 1
    moved = await second.event("place", lambda e: e["place"]["place"] == 3)
    assert moved["place"]["estimate"] is None
    await first.do("leave")
    await second.event("place", lambda e: e["place"]["place"] == 2)
    await urgent.do("leave")
    await second.event("place", lambda e: e["place"]["place"] == 1)


async def test_several_texts_but_one_video_at_once(house: House) -> None:
    console = await house.console()
    for _ in range(3):
        await house.joined("text")
        offer = await console.event("offer")
        await console.do("accept_offer", session_id=offer["offer"]["session_id"])
    fourth = await house.joined("text")
    video = await house.joined("video")
    other = await house.console("counselor2")
    offer = await other.event("offer")
    assert offer["offer"]["session_id"] == fourth.joined["session"]["session_id"]
    await other.do("accept_offer", session_id=offer["offer"]["session_id"])
    third = await house.console("counselor3")
    taken = await third.event("offer")
    assert taken["offer"]["mode"] == "video"
    await third.do("accept_offer", session_id=taken["offer"]["session_id"])
    await video.session("answered")
    await house.joined("text")
    await other.event("offer")
    assert not [e for e in [*console.events, *third.events] if e["type"] == "offer"]


async def test_a_console_without_a_camera_gets_no_video(house: House) -> None:
    console = await house.console(video=False)
    await house.joined("video")
    text = await house.joined("text")
    offer = await console.event("offer")
    assert offer["offer"]["session_id"] == text.joined["session"]["session_id"]
