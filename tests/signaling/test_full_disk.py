"""A disk that takes no more, as a limit on the server's files: refused while it lasts, served again after."""

import asyncio
import contextlib
import resource
from pathlib import Path

import pytest

from tests.signaling.house import Page
from tests.signaling.served import Served, serving

pytestmark = pytest.mark.slow

RECORD_CODES = {"record_full", "record_failed", "record_unavailable"}


def limit_files(served: Served, most: int) -> None:
    """No file of the server may be written beyond this many bytes (prlimit(2))."""
    _, hard = resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (most, hard))


async def status(served: Served, path: str) -> int:
    async with served.client().get(path) as response:
        return response.status


async def test_nothing_is_acknowledged_and_the_service_recovers(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        caller, console = await served.caller(), await served.console()
        joined = await caller.do("join", mode="text", consent=True)
        about = {"session_id": joined["session"]["session_id"]}
        await console.event("offer")
        await console.do("accept_offer", **about)
        await caller.do("send_text", client_id="a", text="하나")
        await console.event("message")

        limit_files(served, 4096)
        refused = await caller.ask("send_text", client_id="b", text="둘")
        assert refused["code"] in RECORD_CODES
        await console.do("ping")
        assert not [e for e in console.events if e["type"] == "message"]
        leaving = asyncio.create_task(console.ask("hold", **about))
        assert await caller.closed() == 1012
        assert await console.closed() == 1012
        leaving.cancel()
        assert await status(served, "/readyz") == 503
        assert await status(served, "/healthz") == 200

        limit_files(served, resource.RLIM_INFINITY)
        again = await resumed(served, joined["token"])
        assert again.welcome["session"]["state"] == "connected", "the hold never happened"
        assert [m["text"] for m in again.welcome["messages"]] == ["하나"]
        assert (await again.do("send_text", client_id="b", text="둘"))["seq"] == 2
        back = await served.console()
        assert [m["text"] for m in back.duty["sessions"][0]["messages"]] == ["하나", "둘"]
        await back.do("hold", **about)
        assert (await again.session("held"))["state"] == "on_hold"
        assert await status(served, "/readyz") == 200


async def resumed(served: Served, token: str) -> Page:
    """As a page does: connects again until hello is answered."""
    for _ in range(100):
        with contextlib.suppress(AssertionError):
            return await served.caller(token=token)
        await asyncio.sleep(0.1)
    raise AssertionError("the service did not recover")
