"""The whole service in one test process: real record (SQLite), real relay, real sockets on 127.0.0.1."""

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType
from aiohttp.test_utils import TestServer
from argon2 import PasswordHasher
from yarl import URL

from recordings import staff, staff_sessions
from recordings.centres import DEFAULT_CENTRE_ID
from recordings.connection import Connection
from recordings.database import Database
from recordings.staff import StaffMember
from signaling import serve
from signaling.app import make_app
from signaling.demo import create_accounts
from signaling.services import Services
from signaling.settings import Settings
from signaling.sign_in.passwords import Passwords
from signaling.sign_in.staff_sign_in import COOKIE
from signaling.sign_in.tokens import hash_token, new_token

PASSWORD = "a password for tests"
Message = dict[str, Any]


class Page:
    """One WebSocket client: requests wait for their reply, events are kept until asked for.

    Each event gets its `order` of arrival.
    """

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket
        self.client: ClientSession | None = None
        self.welcome: Message = {}
        self.joined: Message = {}
        self.duty: Message = {}
        self.events: list[Message] = []
        self._next = 0
        self._arrived = 0
        self._replies: dict[int, asyncio.Future[Message]] = {}
        self._news = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for frame in self.socket:
            if frame.type is not WSMsgType.TEXT:
                break
            message = frame.json()
            future = self._replies.pop(message.get("id", -2), None)
            if future is not None:
                future.set_result(message)
                continue
            async with self._news:
                message["order"] = self._arrived = self._arrived + 1
                self.events.append(message)
                self._news.notify_all()
        async with self._news:
            self._news.notify_all()

    async def ask(self, type_: str, **fields: Any) -> Message:
        """The reply, whether ok or error."""
        self._next += 1
        future = asyncio.get_running_loop().create_future()
        self._replies[self._next] = future
        await self.socket.send_json({"type": type_, "id": self._next, **fields})
        reply: Message = await asyncio.wait_for(future, 10)
        return reply

    async def do(self, type_: str, **fields: Any) -> Message:
        """The reply, which must not be an error."""
        reply = await self.ask(type_, **fields)
        assert reply["type"] != "error", reply
        return reply

    async def raw(self, text: str) -> Message:
        """Sends anything; the error reply without a readable id arrives as an event."""
        await self.socket.send_str(text)
        return await self.event("error")

    async def event(self, type_: str, where: Callable[[Message], bool] = lambda _: True) -> Message:
        """The first kept event of this type that fits; waits for it. Others stay."""
        return await self.first(lambda e: e["type"] == type_ and where(e))

    async def first(self, where: Callable[[Message], bool]) -> Message:
        """The first kept event that fits; waits for it. Others stay."""

        def found() -> Message | None:
            return next((e for e in self.events if where(e)), None)

        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: found() is not None), 10)
            message = found()
            assert message is not None
            self.events.remove(message)
            return message

    async def session(self, cause: str) -> Message:
        """The session as shown by the event with this cause."""
        event = await self.event("session", lambda e: e["cause"] == cause)
        shown: Message = event["session"]
        return shown

    async def staff_session(self, cause: str) -> Message:
        event = await self.event("staff_session", lambda e: e["cause"] == cause)
        shown: Message = event["session"]
        return shown

    async def closed(self) -> int | None:
        """Waits until the server has closed the socket; its code."""
        await asyncio.wait_for(asyncio.shield(self._reading), 10)
        return self.socket.close_code

    async def leave(self) -> None:
        await self.socket.close()
        await self._reading


class House:
    """A served Sonmal and everybody who visits it."""

    def __init__(self, services: Services, server: TestServer) -> None:
        self.services = services
        self.server = server
        self.origin = f"http://{server.host}:{server.port}"
        self._clients: list[ClientSession] = []

    def client(self) -> ClientSession:
        """A browser of its own: cookies, and our origin with each request."""
        session = ClientSession(
            self.origin,
            headers={"Origin": self.origin},
            cookie_jar=CookieJar(unsafe=True),
        )
        self._clients.append(session)
        return session

    async def caller(self, token: str | None = None, language: str = "ko") -> Page:
        page = Page(await self.client().ws_connect("/ws/caller"))
        page.welcome = await page.do("hello", token=token, language=language, page="p")
        return page

    async def signed_in(self, login: str) -> ClientSession:
        """A browser of this member of the staff, without asking for the password."""
        client, token, now = self.client(), new_token(), self.services.now()

        def store(conn: Connection) -> None:
            found = staff.find_credentials(conn, DEFAULT_CENTRE_ID, login)
            assert found is not None
            session = staff_sessions.StaffSession(
                token_hash=hash_token(token),
                centre_id=DEFAULT_CENTRE_ID,
                staff_id=found.member.id,
                csrf_token=new_token(),
                address="127.0.0.1",
                user_agent="",
                created_at=now,
                last_seen_at=now,
                expires_at=now + 3600,
            )
            staff_sessions.create(conn, session)

        await self.services.database.write(store)
        client.cookie_jar.update_cookies({COOKIE: token}, URL(self.origin))
        return client

    async def signs_in(
        self, login: str, password: str = PASSWORD, client: ClientSession | None = None
    ) -> tuple[int, str]:
        """Status and page of the sign-in form."""
        form = {"login": login, "password": password, "next": ""}
        browser = client or self.client()
        async with browser.post("/sign-in", data=form, allow_redirects=False) as response:
            return response.status, await response.text()

    async def member(self, login: str) -> StaffMember:
        found = await self.services.database.read(
            lambda conn: staff.find_credentials(conn, DEFAULT_CENTRE_ID, login)
        )
        assert found is not None
        return found.member

    async def csrf(self, client: ClientSession) -> str:
        """The token of the signed-in client's forms."""
        cookie = next(c.value for c in client.cookie_jar if c.key == COOKIE)
        found = await self.services.database.read(
            lambda conn: staff_sessions.find(conn, hash_token(cookie), self.services.now())
        )
        assert found is not None
        return found.session.csrf_token

    async def staff_page(self, login: str, client: ClientSession | None = None) -> Page:
        client = client or await self.signed_in(login)
        page = Page(await client.ws_connect("/ws/staff"))
        page.client = client
        await page.do("hello", csrf=await self.csrf(client), language="ko", page="p")
        return page

    async def console(
        self, login: str = "counselor1", *, ready: bool = True, video: bool = True
    ) -> Page:
        page = await self.staff_page(login)
        page.duty = await page.do("on_duty", video=video)
        if ready:
            await page.do("set_availability", availability="ready")
        return page

    async def joined(self, mode: str = "text", *, consent: bool = True, **fields: Any) -> Page:
        page = await self.caller()
        page.joined = await page.do("join", mode=mode, consent=consent, **fields)
        return page

    async def talking(self, mode: str = "text", **fields: Any) -> tuple[Page, Page, str]:
        """A caller and a counselor in a session: caller's page, console, session id."""
        console = await self.console()
        caller = await self.joined(mode, **fields)
        offer = await console.event("offer")
        session_id: str = offer["offer"]["session_id"]
        await console.do("accept_offer", session_id=session_id)
        await caller.session("answered")
        await console.staff_session("answered")
        return caller, console, session_id

    async def close(self) -> None:
        for client in self._clients:
            await client.close()


@contextlib.asynccontextmanager
async def open_house(data_dir: Path, **changes: Any) -> AsyncIterator[House]:
    """Starts everything as `sonmal serve` does; `changes` are settings."""
    wanted: dict[str, Any] = {
        "data_dir": data_dir,
        "port": 0,
        "media_port": 0,
        "media_host": "127.0.0.1",
        "media_addresses": "127.0.0.1",
    }
    settings = Settings(**(wanted | changes))
    database = await asyncio.to_thread(Database.open, settings.database)
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    try:
        async with serve.running_services(settings, database) as running:
            services = dataclasses.replace(running, passwords=Passwords(cheap))
            await create_accounts(
                database, services.passwords, DEFAULT_CENTRE_ID, PASSWORD, data_dir, services.now()
            )
            server = TestServer(make_app(services), host="127.0.0.1")
            await server.start_server()
            house = House(services, server)
            try:
                yield house
            finally:
                await services.live.close()
                await house.close()
                await server.close()
    finally:
        await database.close()
