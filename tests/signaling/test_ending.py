"""The end: taken back in both forms, wrapped up, given up in the queue."""

import asyncio
from pathlib import Path

from recordings import caller_tokens, inquiry_record, sessions
from signaling.sign_in.tokens import hash_token
from tests.signaling.house import House, Page, open_house


async def finish(console: Page, session_id: str, version: int) -> None:
    about = {"session_id": session_id}
    await console.do("save_record", version=version, category="work", outcome="answered", **about)
    await console.do("finish_wrap_up", **about)
    await console.event("session_gone")


async def test_an_end_is_taken_back_to_the_same_counselor(house: House) -> None:
    caller, console, session_id = await house.talking()
    await caller.do("send_text", client_id="a", text="하나")
    await caller.do("end")
    ended = await caller.session("ended")
    assert ended["reconnect_until"] is not None
    await caller.do("reconnect")
    back = await caller.session("reconnected")
    assert (back["session_id"], back["state"]) == (session_id, "connected")
    assert (back["ended_by"], back["reconnect_until"]) == ("", None)
    assert (await console.staff_session("reconnected"))["state"] == "connected"
    await caller.do("send_text", client_id="b", text="둘")
    await console.event("message", lambda e: e["message"]["seq"] == 2)


async def test_an_end_is_taken_back_into_a_new_session_at_the_front(house: House) -> None:
    caller, console, old = await house.talking()
    await caller.do("end")
    view = await console.staff_session("ended")
    await finish(console, old, view["record"]["version"])
    await caller.session("closed")
    await console.do("set_availability", availability="on_break")
    other = await house.joined()
    await caller.do("reconnect")
    waiting = await caller.session("reconnected")
    new = waiting["session_id"]
    assert new != old
    assert waiting["inquiry_number"] == view["inquiry_number"]
    assert (waiting["state"], waiting["place"]["place"]) == ("waiting", 1)
    await other.event("place", lambda e: e["place"]["place"] == 2)

    again = await house.caller(token=caller.joined["token"])
    assert again.welcome["session"]["session_id"] == new
    assert await caller.closed() == 4000
    await console.do("set_availability", availability="ready")
    offer = (await console.event("offer", lambda e: e["offer"]["session_id"] == new))["offer"]
    assert offer["returned"] is True
    await console.do("accept_offer", session_id=new)
    await again.session("answered")
    await again.do("send_text", client_id="a", text="다시")
    assert (await console.event("message"))["session_id"] == new
    token = hash_token(caller.joined["token"])
    found = await house.services.database.read(lambda conn: caller_tokens.find(conn, token))
    assert found is not None
    assert found.session_id == new
    rows = await house.services.database.read(
        lambda conn: inquiry_record.load(conn, sessions.get(conn, new).inquiry_id)
    )
    assert [part.session.id for part in rows.sessions] == [old, new]


async def test_a_page_lost_after_reconnecting_is_noticed(house: House) -> None:
    caller, console, old = await house.talking()
    await caller.do("end")
    view = await console.staff_session("ended")
    await finish(console, old, view["record"]["version"])
    await console.do("go_off_duty")
    await caller.do("reconnect")
    new = (await caller.session("reconnected"))["session_id"]
    supervisor = await house.staff_page("supervisor1")
    await supervisor.do("watch_centre")
    await caller.leave()
    await supervisor.event(
        "centre",
        lambda e: any(w["session_id"] == new and not w["present"] for w in e["centre"]["waiting"]),
    )


async def test_an_end_can_be_taken_back_for_a_while_only(tmp_path: Path) -> None:
    async with open_house(tmp_path, reconnect_seconds=0.1) as house:
        caller, _, _ = await house.talking()
        await caller.do("end")
        ended = await caller.session("ended")
        while house.services.now() <= ended["reconnect_until"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        assert (await caller.ask("reconnect"))["code"] == "reconnect_expired"
        assert len(house.services.live.sessions) == 1


async def test_a_finished_caller_may_join_again_on_the_same_page(house: House) -> None:
    caller, console, old = await house.talking()
    await caller.do("end")
    await console.staff_session("ended")
    joined = await caller.do("join", mode="text", consent=True)
    new = joined["session"]["session_id"]
    assert new != old
    await console.event("offer")
    await console.do("accept_offer", session_id=new)
    assert (await caller.session("answered"))["session_id"] == new


async def test_left_in_the_queue(house: House) -> None:
    caller = await house.joined()
    session_id = caller.joined["session"]["session_id"]
    await caller.do("leave")
    gone = await caller.session("abandoned")
    assert (gone["state"], gone["ended_by"]) == ("ended", "caller")
    row = await house.services.database.read(lambda conn: sessions.get(conn, session_id))
    assert (row.state, row.counselor_id) == ("abandoned", None)
    assert row.closed_at is not None


async def test_wrap_up_stays_until_it_is_complete(house: House) -> None:
    caller, console, session_id = await house.talking()
    await caller.do("end")
    view = await console.staff_session("ended")
    about = {"session_id": session_id}
    assert (await console.ask("finish_wrap_up", **about))["code"] == "record_incomplete"
    saved = await console.do(
        "save_record", version=view["record"]["version"], category="work", **about
    )
    assert (await console.ask("finish_wrap_up", **about))["code"] == "record_incomplete"
    await console.do("save_record", version=saved["version"], outcome="answered", **about)
    await console.do("finish_wrap_up", **about)
    assert (await console.event("session_gone"))["cause"] == "closed"
    late = await console.ask("send_text", client_id="a", text="x", **about)
    assert late["code"] == "not_yours"


async def test_a_supervisor_sees_whose_wrap_up_is_open_and_closes_it(house: House) -> None:
    caller, console, session_id = await house.talking()
    await caller.do("end")
    view = await console.staff_session("ended")
    supervisor = await house.staff_page("supervisor1")
    centre = (await supervisor.do("watch_centre"))["centre"]
    assert centre["wrap_ups"] == [
        {
            "session_id": session_id,
            "inquiry_number": view["inquiry_number"],
            "counselor_name": console.duty["me"]["name"],
            "since": view["ended_at"],
        }
    ]
    await supervisor.do("close_wrap_up", session_id=session_id)
    await supervisor.event("centre", lambda e: e["centre"]["wrap_ups"] == [])
    assert (await console.event("session_gone"))["cause"] == "closed"
