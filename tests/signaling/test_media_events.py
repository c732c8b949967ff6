"""Relay events on the wire: who gets a media offer, when, and what a bad answer brings."""

from tests.signaling.example_messages import SDP
from tests.signaling.house import House


async def test_media_is_offered_while_the_counselor_is_still_asked(house: House) -> None:
    console = await house.console()
    stranger, other = await house.joined("text"), await house.console("counselor2")
    await console.event("offer")
    caller = await house.joined("video")
    session_id = caller.joined["session"]["session_id"]
    mine = await caller.event("media_offer")
    theirs = await other.event("media_offer")
    assert mine["session_id"] == theirs["session_id"] == session_id
    assert (mine["fresh"], mine["revision"], mine["peer_slot"]) == (True, 1, 1)
    assert theirs["peer_slot"] == 0
    assert mine["sdp"] != theirs["sdp"]
    assert f"127.0.0.1 {house.services.relay.port} typ host" in mine["sdp"]
    assert {slot["slot"] for slot in mine["slots"]} == {1, 2, 3, 4, 5}
    assert not [e for e in [*stranger.events, *console.events] if e["type"] == "media_offer"]
    refused = await console.ask("request_media", session_id=session_id, fresh=True)
    assert refused["code"] == "not_yours"
    assert (await stranger.ask("request_media", fresh=True))["code"] == "no_media"


async def test_a_text_session_has_no_media(house: House) -> None:
    caller, console, session_id = await house.talking("text")
    assert (await caller.ask("request_media", fresh=True))["code"] == "no_media"
    refused = await console.ask("request_media", session_id=session_id, fresh=False)
    assert refused["code"] == "no_media"
    refused = await caller.ask("answer_media", revision=1, sdp=SDP)
    assert refused["code"] == "no_media"


async def test_a_page_may_ask_for_a_restart_or_for_a_new_connection(house: House) -> None:
    caller, console, session_id = await house.talking("video")
    first = await caller.event("media_offer")
    await caller.do("request_media", fresh=False)
    restart = await caller.event("media_offer")
    assert (restart["fresh"], restart["revision"]) == (False, first["revision"] + 1)
    await caller.do("request_media", fresh=True)
    fresh = await caller.event("media_offer")
    assert (fresh["fresh"], fresh["revision"]) == (True, 1)
    passwords = {_line(offer["sdp"], "a=ice-pwd:") for offer in (first, restart, fresh)}
    assert len(passwords) == 3
    await console.event("media_offer")
    await console.do("request_media", session_id=session_id, fresh=True)
    assert (await console.event("media_offer"))["fresh"] is True


def _line(sdp: str, start: str) -> str:
    return next(line for line in sdp.splitlines() if line.startswith(start))


async def test_a_bad_answer_brings_the_relays_code_to_its_sender_only(house: House) -> None:
    caller, console, session_id = await house.talking("video")
    offer = await caller.event("media_offer")
    await console.event("media_offer")
    for sdp, code in ((SDP, "wrong_sections"), ("nonsense", "broken_sdp")):
        await caller.do("answer_media", revision=offer["revision"], sdp=sdp)
        error = await caller.event("error")
        assert (error["id"], error["code"]) == (-1, code)
    await caller.do("answer_media", revision=99, sdp=SDP)
    assert (await caller.event("error"))["code"] == "wrong_revision"
    await console.do("answer_media", session_id=session_id, revision=1, sdp="v=0")
    assert (await console.event("error"))["code"] == "wrong_sections"
    await caller.do("ping")
    assert not [e for e in [*caller.events, *console.events] if e["type"] == "error"]


async def test_going_on_as_text_closes_the_call_and_video_opens_it_again(house: House) -> None:
    caller, console, _ = await house.talking("video")
    await caller.event("media_offer")
    media = house.services.live.media
    assert len(media.open_rooms) == house.services.relay.counters()["calls"] == 1
    await caller.do("switch_mode", mode="text")
    assert house.services.relay.counters()["calls"] == 0
    await caller.do("switch_mode", mode="video")
    assert (await caller.event("media_offer"))["fresh"] is True
    await caller.do("end")
    await console.staff_session("ended")
    assert (len(media.open_rooms), house.services.relay.counters()["legs"]) == (0, 0)


async def test_the_next_counselor_gets_a_connection_of_their_own(house: House) -> None:
    caller, console, session_id = await house.talking("video")
    kept = await caller.event("media_offer")
    await console.event("media_offer")
    other = await house.console("counselor2")
    await console.do("go_off_duty")
    await other.event("offer")
    await other.event("media_offer")
    refused = await console.ask("request_media", session_id=session_id, fresh=True)
    assert refused["code"] == "not_yours"
    await other.do("accept_offer", session_id=session_id)
    await caller.session("answered")
    assert not [e for e in caller.events if e["type"] == "media_offer"]
    assert kept["session_id"] == session_id
