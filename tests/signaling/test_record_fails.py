"""A record that cannot be written: nothing is acknowledged or told, and the service recovers with it."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recordings import events as event_rows
from recordings import messages
from recordings.connection import Connection
from recordings.errors import RecordError
from signaling.live import desk_runner, journal
from tests.signaling.house import House, Page, open_house


@contextlib.contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> Iterator[list[str]]:
    """Every call of a function of the record fails as a full disk does; the list counts them."""
    calls: list[str] = []

    def fail(*arguments: Any, **more: Any) -> Any:
        calls.append(name)
        raise RecordError("record_full")

    with monkeypatch.context() as patch:
        patch.setattr(module, name, fail)
        yield calls


async def when_ready(house: House) -> None:
    while not house.services.live.ready:  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def resumed(house: House, page: Page) -> Page:
    await when_ready(house)
    return await house.caller(token=page.joined["token"])


async def test_a_text_that_is_not_stored_is_not_acknowledged(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller, console, _ = await house.talking()
    with failing(monkeypatch, messages, "append"):
        refused = await caller.ask("send_text", client_id="a", text="하나")
        assert refused["code"] == "record_full"
        assert not [e for e in console.events if e["type"] == "message"]
    assert (await caller.do("send_text", client_id="a", text="하나"))["seq"] == 1
    await console.event("message")


async def test_a_decision_that_is_not_stored_is_told_to_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller, console, session_id = await house.talking()
    await caller.do("send_text", client_id="a", text="하나")
    with failing(monkeypatch, desk_runner, "write_down") as calls:
        reply = await _reply_or_close(caller, "end")
        assert reply in ("record_failed", "closed")
        assert await caller.closed() == 1012
        assert await console.closed() == 1012
        assert calls
        early = await house.client().get("/readyz")
        assert early.status == 503
    again = await resumed(house, caller)
    shown = again.welcome["session"]
    assert (shown["session_id"], shown["state"]) == (session_id, "connected")
    assert not [e for e in [*caller.events, *console.events] if e.get("cause") == "ended"]
    back = await house.staff_page("counselor1", console.client)
    duty = await back.do("on_duty", video=True)
    assert [m["text"] for m in duty["sessions"][0]["messages"]] == ["하나"]
    await again.do("end")
    await back.staff_session("ended")
    assert (await house.client().get("/readyz")).status == 200


async def _reply_or_close(page: Page, message: str) -> str:
    asking = asyncio.create_task(page.ask(message))
    closing = asyncio.create_task(page.closed())
    done, pending = await asyncio.wait([asking, closing], return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    return str(asking.result()["code"]) if asking in done else "closed"


async def test_the_service_comes_back_by_itself_however_long_it_takes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = await house.joined()
    with failing(monkeypatch, event_rows, "append") as calls:
        await _reply_or_close(caller, "leave")
        await caller.closed()
        while len(calls) < 3:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        assert not house.services.live.ready
        page = Page(await house.client().ws_connect("/ws/caller"))
        hello = await page.ask("hello", token=caller.joined["token"], page="p")
        assert hello["code"] == "record_failed"
        staff = await house.signed_in("counselor1")
        other = Page(await staff.ws_connect("/ws/staff"))
        hello = await other.ask("hello", csrf=await house.csrf(staff), page="p")
        assert hello["code"] == "record_failed"
    await when_ready(house)
    welcome = await page.do("hello", token=caller.joined["token"], page="p")
    assert welcome["session"]["place"]["place"] == 1
    timers = [t for t in asyncio.all_tasks() if t.get_name() == "desk-timer"]
    assert len(timers) == 1, "the failed loads left nothing running"


async def test_a_join_that_is_not_stored_never_happened(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = await house.caller()
    with failing(monkeypatch, desk_runner, "write_down"):
        asking = asyncio.create_task(caller.ask("join", mode="text", consent=True))
        assert await caller.closed() == 1012
        asking.cancel()
    await when_ready(house)
    live = house.services.live
    assert not live.state.sessions
    assert not live.sessions
    fresh = await house.joined()
    assert fresh.joined["session"]["place"]["place"] == 1


async def test_what_stands_on_a_lost_decision_is_lost_with_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two decisions in one batch: the first fails alone, the second would store."""
    first, second = await house.joined(), await house.joined()
    lost = first.joined["session"]["session_id"]
    real = journal.write_down

    def fail_for_first(conn: Connection, centre_id: str, events: Any) -> None:
        if any(getattr(event, "session_id", None) == lost for event in events):
            raise RecordError("record_failed")
        real(conn, centre_id, events)

    with monkeypatch.context() as patch:
        patch.setattr(desk_runner, "write_down", fail_for_first)
        await first.socket.send_json({"type": "leave", "id": 1})
        await second.socket.send_json({"type": "leave", "id": 2})
        assert await first.closed() == 1012
        assert await second.closed() == 1012
    again = await resumed(house, first)
    assert again.welcome["session"]["state"] == "waiting"
    other = await resumed(house, second)
    assert other.welcome["session"]["state"] == "waiting"


async def test_a_record_that_is_locked_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        caller, console, _ = await house.talking()
        other = sqlite3.connect(tmp_path / "sonmal.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(caller.do("send_text", client_id="a", text="하나"))
        await asyncio.wait([writing], timeout=0.3)
        assert not writing.done()
        assert not [e for e in console.events if e["type"] == "message"]
        other.execute("COMMIT")
        other.close()
        assert (await writing)["seq"] == 1
        await console.event("message")
