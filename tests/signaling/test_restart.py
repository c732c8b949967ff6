"""A second start on the same record: what pages show is as it was."""

from pathlib import Path

from tests.signaling.house import open_house


async def test_an_end_can_still_be_taken_back_after_a_restart(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        caller, _, old = await house.talking()
        await caller.do("end")
        ended = await caller.session("ended")
    async with open_house(tmp_path) as house:
        again = await house.caller(token=caller.joined["token"])
        shown = again.welcome["session"]
        assert (shown["session_id"], shown["state"], shown["ended_by"]) == (old, "ended", "caller")
        assert shown["reconnect_until"] >= ended["reconnect_until"]
        await again.do("reconnect")
        waiting = await again.session("reconnected")
        assert (waiting["state"], waiting["place"]["place"]) == ("waiting", 1)
        assert waiting["inquiry_number"] == ended["inquiry_number"]


async def test_dropped_video_stays_dropped_and_a_place_in_front_stays_in_front(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path, caller_grace=0.2) as house:
        lost, console, dropped = await house.talking("video")
        await lost.leave()
        await console.staff_session("video_dropped")
        await console.do("set_availability", availability="on_break")
        waiting = await house.joined()
        other = await house.console("counselor2")
        offer = await other.event("offer")
        await other.do("accept_offer", session_id=offer["offer"]["session_id"])
        last = await house.joined()
        await other.do("go_off_duty")
        assert (await waiting.session("requeued"))["place"]["place"] == 1
    async with open_house(tmp_path) as house:
        first = (await house.caller(token=waiting.joined["token"])).welcome["session"]
        assert (first["state"], first["place"]["place"]) == ("waiting", 1)
        assert (first["counselor_name"], first["answered_at"] is None) == ("", False)
        second = (await house.caller(token=last.joined["token"])).welcome["session"]
        assert second["place"]["place"] == 2
        back = await house.console("counselor1")
        (session,) = back.duty["sessions"]
        assert (session["session_id"], session["text_only"]) == (dropped, True)
