"""kill -9 while texts flow: after a restart every acknowledged text is there, once, and nobody lost a place."""

import asyncio
import contextlib
from pathlib import Path

import pytest

from tests.signaling.house import Page
from tests.signaling.served import serving

pytestmark = pytest.mark.slow

ENOUGH = 12
"""Texts acknowledged to each side before the server is killed, in the middle of the next ones."""


class Writer:
    """Types texts one after the other; knows which were acknowledged and which were only sent."""

    def __init__(self, who: str) -> None:
        self.who = who
        self.acknowledged: dict[str, int] = {}
        self.sent: list[str] = []
        self.enough = asyncio.Event()

    async def write(self, page: Page, **about: str) -> None:
        with contextlib.suppress(ConnectionError, TimeoutError):
            while True:
                if len(self.acknowledged) >= ENOUGH:
                    self.enough.set()
                text = f"{self.who} {len(self.sent)}"
                self.sent.append(text)
                reply = await page.ask("send_text", client_id=text, text=text, **about)
                self.acknowledged[text] = reply["seq"]


async def test_nothing_acknowledged_is_lost_or_doubled(tmp_path: Path) -> None:
    caller_writer, staff_writer = Writer("caller"), Writer("counselor")
    async with serving(tmp_path) as served:
        caller, console = await served.caller(), await served.console()
        joined = await caller.do("join", mode="text", consent=True)
        session_id = joined["session"]["session_id"]
        await console.event("offer")
        await console.do("accept_offer", session_id=session_id)
        answered = await caller.session("answered")
        await console.do("set_availability", availability="on_break")
        waiting = []
        for _ in range(3):
            page = await served.caller()
            waiting.append((await page.do("join", mode="text", consent=True))["token"])
        writing = [
            asyncio.create_task(caller_writer.write(caller)),
            asyncio.create_task(staff_writer.write(console, session_id=session_id)),
        ]
        await asyncio.gather(caller_writer.enough.wait(), staff_writer.enough.wait())
        served.kill()
        await served.process.wait()
        for task in writing:
            task.cancel()
        await asyncio.gather(*writing, return_exceptions=True)

    async with serving(tmp_path) as served:
        again = await served.caller(token=joined["token"])
        shown = again.welcome["session"]
        assert (shown["session_id"], shown["state"]) == (session_id, "connected")
        assert shown["answered_at"] == answered["answered_at"]
        assert shown["joined_at"] == joined["session"]["joined_at"]
        stored = {m["client_id"]: m["seq"] for m in again.welcome["messages"]}
        assert len(stored) == len(again.welcome["messages"]), "no text twice"
        assert sorted(stored.values()) == list(range(1, len(stored) + 1))
        for writer in (caller_writer, staff_writer):
            assert writer.acknowledged.items() <= stored.items()
            assert {text for text in stored if text.startswith(writer.who)} <= set(writer.sent)
        last = caller_writer.sent[-1]
        repeated = await again.do("send_text", client_id=last, text=last)
        assert repeated["seq"] == stored.get(last, len(stored) + 1)
        places = []
        for token in waiting:
            page = await served.caller(token=token)
            places.append(page.welcome["session"]["place"]["place"])
        assert places == [1, 2, 3]
        console = await served.console()
        (session,) = console.duty["sessions"]
        assert session["session_id"] == session_id
        assert len(session["messages"]) >= len(stored)


async def test_a_join_that_was_answered_survives(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        caller = await served.caller()
        joined = await caller.do("join", mode="video", consent=False, emergency=True)
        served.kill()
        await served.process.wait()
    async with serving(tmp_path) as served:
        again = await served.caller(token=joined["token"])
        shown = again.welcome["session"]
        assert (shown["state"], shown["emergency"], shown["place"]["place"]) == ("waiting", True, 1)
