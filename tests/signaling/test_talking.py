"""During a session: hold, switching between video and text, receipts, being looked at, two editing pages."""

from tests.signaling.house import House


async def test_hold_and_on(house: House) -> None:
    caller, console, session_id = await house.talking()
    await console.do("hold", session_id=session_id)
    assert (await caller.session("held"))["state"] == "on_hold"
    assert (await console.staff_session("held"))["state"] == "on_hold"
    await caller.do("send_text", client_id="a", text="기다릴게요")
    await console.event("message")
    await console.do("resume", session_id=session_id)
    assert (await caller.session("unheld"))["state"] == "connected"


async def test_the_mode_switches_both_ways_by_either_side(house: House) -> None:
    caller, console, session_id = await house.talking("video")
    await caller.do("switch_mode", mode="text")
    assert (await console.staff_session("mode_switched"))["mode"] == "text"
    await console.do("switch_mode", session_id=session_id, mode="video")
    await caller.session("mode_switched")
    back = await caller.session("mode_switched")
    assert (back["mode"], back["session_id"]) == ("video", session_id)


async def test_back_to_video_only_when_the_counselor_has_nobody_else(house: House) -> None:
    caller, console, _ = await house.talking("text")
    await house.joined("text")
    offer = await console.event("offer")
    await console.do("accept_offer", session_id=offer["offer"]["session_id"])
    assert (await caller.ask("switch_mode", mode="video"))["code"] == "mode_not_possible"


async def test_a_waiting_caller_switches_and_keeps_the_arrival(house: House) -> None:
    video, text = await house.joined("video"), await house.joined("text")
    await video.do("switch_mode", mode="text")
    shown = await video.session("mode_switched")
    assert (shown["mode"], shown["place"]["place"]) == ("text", 1)
    await text.event("place", lambda e: e["place"]["place"] == 2)


async def test_look_here_reaches_the_other_side_only(house: House) -> None:
    caller, console, session_id = await house.talking()
    stranger = await house.joined()
    await caller.do("look_here")
    assert (await console.event("look_here"))["session_id"] == session_id
    await console.do("look_here", session_id=session_id)
    await caller.event("look_here")
    await stranger.do("ping")
    assert not [e for e in stranger.events if e["type"] == "look_here"]


async def test_what_a_side_sends_is_shown_in_words(house: House) -> None:
    caller, console, session_id = await house.talking("video")
    await caller.do("media_state", camera="paused", microphone=False)
    assert (await console.event("peer_media"))["camera"] == "paused"
    await console.do("media_state", session_id=session_id, camera="on", microphone=True)
    assert (await caller.event("peer_media"))["microphone"] is True
    again = await house.caller(token=caller.joined["token"])
    assert again.welcome["session"]["peer"] == {"camera": "on", "microphone": True}


async def test_receipts_survive_a_reload(house: House) -> None:
    caller, console, session_id = await house.talking()
    await caller.do("send_text", client_id="a", text="하나")
    await caller.do("send_text", client_id="b", text="둘")
    await console.do("delivered", session_id=session_id, up_to=1)
    assert (await caller.event("delivered"))["up_to"] == 1
    again = await house.caller(token=caller.joined["token"])
    assert [m["delivered"] for m in again.welcome["messages"]] == [True, False]
    await again.do("delivered", up_to=99)
    assert not [e for e in console.events if e["type"] == "delivered"], "own texts are no receipt"


async def test_a_save_from_an_old_version_is_refused_and_shown_the_newer(house: House) -> None:
    _, console, session_id = await house.talking()
    about = {"session_id": session_id}
    saved = await console.do("save_record", version=1, notes="처음", **about)
    stale = await console.ask("save_record", version=1, notes="나중", **about)
    assert stale["code"] == "version_conflict"
    newer = (await console.event("record"))["record"]
    assert (newer["version"], newer["notes"]) == (saved["version"], "처음")
    again = await console.do("save_record", version=newer["version"], notes="나중", **about)
    assert again["version"] == newer["version"] + 1


async def test_a_category_must_exist(house: House) -> None:
    _, console, session_id = await house.talking()
    reply = await console.ask("save_record", session_id=session_id, version=1, category="<b>")
    assert reply["code"] == "unknown_category"
    reply = await console.ask("save_record", session_id=session_id, version=1, outcome="?")
    assert reply["code"] == "unknown_outcome"
