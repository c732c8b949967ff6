"""`sonmal serve` as a process of its own, on ports that the system chooses."""

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from aiohttp import ClientSession, CookieJar, TCPConnector

from tests.signaling.house import PASSWORD, Page

PORTS = ("--port", "0", "--media-port", "0", "--media-host", "127.0.0.1")


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "signaling.cli", *options]


def environment(**more: str) -> dict[str, str]:
    """This process's, without any setting of ours that a developer may have made."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SONMAL_")}
    return kept | {"PYTHONUNBUFFERED": "1"} | more


class Served:
    """A running server and its addresses."""

    def __init__(self, process: asyncio.subprocess.Process, said: str) -> None:
        self.process = process
        self.said = said
        self.origin = re.search(r"caller\s+(https?://\S+)/", said)[1]  # type: ignore[index]
        self.media_port = int(re.search(r"UDP port (\d+)", said)[1])  # type: ignore[index]
        self._clients: list[ClientSession] = []

    def client(self) -> ClientSession:
        session = ClientSession(
            self.origin,
            headers={"Origin": self.origin},
            cookie_jar=CookieJar(unsafe=True),
            connector=TCPConnector(ssl=False),
        )
        self._clients.append(session)
        return session

    async def caller(self, token: str | None = None) -> Page:
        page = Page(await self.client().ws_connect("/ws/caller"))
        page.welcome = await page.do("hello", token=token, language="ko", page="p")
        return page

    async def console(self, login: str = "counselor1") -> Page:
        """Signs in by password and opens the console, ready."""
        client = self.client()
        form = {"login": login, "password": PASSWORD}
        async with client.post("/sign-in", data=form, allow_redirects=False) as response:
            assert response.status == 303, await response.text()
        async with client.get("/console") as response:
            found = re.search(
                r'csrf[^>]*?(?:content|value|data-csrf)="([^"]+)"', await response.text()
            )
        assert found is not None
        page = Page(await client.ws_connect("/ws/staff"))
        page.client = client
        await page.do("hello", csrf=found[1], language="ko", page="p")
        page.duty = await page.do("on_duty", video=True)
        await page.do("set_availability", availability="ready")
        return page

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)

    async def close(self) -> None:
        for client in self._clients:
            await client.close()
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


async def start(data_dir: Path, *options: str) -> Served:
    process = await asyncio.create_subprocess_exec(
        *command("serve", *PORTS, "--demo", "--data-dir", str(data_dir), *options),
        env=environment(SONMAL_DEMO_PASSWORD=PASSWORD),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    lines = []
    while line := await asyncio.wait_for(process.stdout.readline(), 60):
        lines.append(line.decode())
        if "demo password" in lines[-1]:
            return Served(process, "".join(lines))
    raise AssertionError(f"the server did not start: {lines}")


@contextlib.asynccontextmanager
async def serving(data_dir: Path, *options: str) -> AsyncIterator[Served]:
    served = await start(data_dir, *options)
    try:
        yield served
    finally:
        await served.close()


async def fails(arguments: Sequence[str], **more: str) -> tuple[int, str]:
    """Runs the command, which must end by itself: its exit code and standard error."""
    process = await asyncio.create_subprocess_exec(
        *command(*arguments),
        env=environment(**more),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await asyncio.wait_for(process.communicate(), 60)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode is not None
    return process.returncode, said.decode()
