"""A text session from the queue to the record, over real sockets."""

import asyncio

from recordings import inquiries, sessions
from tests.signaling.house import House


async def test_a_text_session_runs_from_join_to_record(house: House) -> None:
    console = await house.console()
    caller = await house.joined("text", name="홍길동")
    view = caller.joined["session"]
    assert view["state"] == "waiting"
    assert view["place"]["place"] == 1
    offer = (await console.event("offer"))["offer"]
    assert offer["mode"] == "text"
    session_id = offer["session_id"]

    await caller.do("send_text", client_id="early", text="버스 노선이 궁금해요")
    await console.do("accept_offer", session_id=session_id)
    answered = await caller.session("answered")
    assert answered["counselor_name"] == "김하늘"
    shown = await console.staff_session("answered")
    assert [m["text"] for m in shown["messages"]] == ["버스 노선이 궁금해요"]
    assert shown["caller_name"] == "홍길동"

    await console.do("delivered", session_id=session_id, up_to=1)
    assert (await caller.event("delivered"))["up_to"] == 1
    stored = await console.do(
        "send_text", session_id=session_id, client_id="c1", text="<b>안녕하세요</b>"
    )
    message = (await caller.event("message"))["message"]
    assert message["text"] == "<b>안녕하세요</b>"
    assert message["seq"] == stored["seq"] == 2
    await caller.do("delivered", up_to=2)
    assert (await console.event("delivered"))["up_to"] == 2

    await caller.do("end")
    ended = await caller.session("ended")
    assert ended["state"] == "ended"
    assert ended["ended_by"] == "caller"
    assert (await console.staff_session("ended"))["state"] == "wrap_up"
    refused = await console.ask("finish_wrap_up", session_id=session_id)
    assert refused["code"] == "record_incomplete"
    version = shown["record"]["version"]
    saved = await console.do(
        "save_record", session_id=session_id, version=version, category="transport", notes="안내함"
    )
    await console.do(
        "save_record", session_id=session_id, version=saved["version"], outcome="answered"
    )
    await console.do("finish_wrap_up", session_id=session_id)
    await console.event("session_gone")

    session = await house.services.database.read(lambda conn: sessions.get(conn, session_id))
    assert session.state == "closed"
    inquiry = await house.services.database.read(
        lambda conn: inquiries.get(conn, session.inquiry_id)
    )
    assert (inquiry.number, inquiry.notes) == (view["inquiry_number"], "안내함")


async def test_a_repeated_text_is_stored_and_told_once(house: House) -> None:
    caller, console, session_id = await house.talking()
    first = await caller.do("send_text", client_id="same", text="한 번")
    again = await caller.do("send_text", client_id="same", text="한 번")
    assert first["seq"] == again["seq"]
    reused = await caller.ask("send_text", client_id="same", text="다른 글")
    assert reused["code"] == "client_id_reused"
    await caller.do("send_text", client_id="next", text="끝")
    await console.event("message", lambda e: e["message"]["client_id"] == "next")
    texts = [e for e in console.events if e["type"] == "message"]
    assert [e["message"]["client_id"] for e in texts] == ["same"]
    assert session_id


async def test_without_consent_only_times_and_outcome_stay(house: House) -> None:
    caller, console, session_id = await house.talking(consent=False)
    await caller.do("send_text", client_id="x", text="남기지 마세요")
    await caller.do("end")
    view = await console.staff_session("ended")
    saved = await console.do(
        "save_record",
        session_id=session_id,
        version=view["record"]["version"],
        category="medical",
        outcome="answered",
        notes="비밀",
    )
    assert saved["version"]
    await console.do("finish_wrap_up", session_id=session_id)
    from recordings import inquiry_record

    session = await house.services.database.read(lambda conn: sessions.get(conn, session_id))
    record = await house.services.database.read(
        lambda conn: inquiry_record.load(conn, session.inquiry_id)
    )
    assert record.inquiry.notes == ""
    assert record.inquiry.outcome == "answered"
    assert record.sessions[0].messages == []
    assert record.sessions[0].session.caller_name is None
    assert record.sessions[0].times.waited is not None


async def test_without_consent_the_outcome_alone_finishes(house: House) -> None:
    caller, console, session_id = await house.talking(consent=False)
    await caller.do("end")
    view = await console.staff_session("ended")
    assert (await console.ask("finish_wrap_up", session_id=session_id))["code"] == (
        "record_incomplete"
    )
    await console.do(
        "save_record",
        session_id=session_id,
        version=view["record"]["version"],
        outcome="answered",
    )
    await console.do("finish_wrap_up", session_id=session_id)
    assert (await console.event("session_gone"))["cause"] == "closed"


async def test_a_text_that_lands_with_the_answer_reaches_the_counselor(house: House) -> None:
    """Stored after the decision and before it is told: neither snapshot nor event may miss it."""
    console = await house.console()
    for number in range(10):
        caller = await house.joined("text")
        session_id = (await console.event("offer"))["offer"]["session_id"]
        client_id = f"with the answer {number}"
        await asyncio.gather(
            caller.do("send_text", client_id=client_id, text="때마침"),
            console.do("accept_offer", session_id=session_id),
        )
        answered = await console.event("staff_session", lambda e: e["cause"] == "answered")
        shown = [message["client_id"] for message in answered["session"]["messages"]]
        if client_id not in shown:
            told = await console.event("message")
            assert (told["message"]["client_id"], told["order"] > answered["order"]) == (
                client_id,
                True,
            )
        console.events = [e for e in console.events if e["type"] != "message"]
        await caller.do("end")
        view = await console.staff_session("ended")
        await console.do(
            "save_record",
            session_id=session_id,
            version=view["record"]["version"],
            category="other",
            outcome="answered",
        )
        await console.do("finish_wrap_up", session_id=session_id)
        await console.event("session_gone")
