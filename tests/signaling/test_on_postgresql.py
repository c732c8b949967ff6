"""The whole service on PostgreSQL: a session, a restart in the middle, the record, the search."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.postgres_server import PostgresServer, running_postgres
from tests.signaling.house import House, Page, open_house

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    with running_postgres() as server:
        yield server


async def test_a_session_survives_a_restart_and_is_found(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    url = postgres.url("postgres")
    async with open_house(tmp_path, database_url=url) as house:
        caller, console, session_id = await house.talking()
        await caller.do("send_text", client_id="a", text="수도 요금이 궁금해요")
        token = caller.joined["token"]
    async with open_house(tmp_path, database_url=url) as house:
        back = await house.caller(token)
        assert back.welcome["session"]["state"] == "connected"
        assert [m["text"] for m in back.welcome["messages"]] == ["수도 요금이 궁금해요"]
        console = await house.console()
        assert [s["session_id"] for s in console.duty["sessions"]] == [session_id]
        await _wrap_up(console, session_id)
        number = back.welcome["session"]["inquiry_number"]
        assert number in await _searched(house, "수도")
        assert number not in await _searched(house, "병원")


async def _wrap_up(console: Page, session_id: str) -> None:
    await console.do("end", session_id=session_id)
    record = (await console.staff_session("ended"))["record"]
    choice = {"category": "water", "outcome": "answered"}
    await console.do("save_record", session_id=session_id, version=record["version"], **choice)
    await console.do("finish_wrap_up", session_id=session_id)


async def _searched(house: House, word: str) -> str:
    """The list of inquiries as an administrator sees it."""
    client = await house.signed_in("admin1")
    async with client.get("/admin", params={"q": word}) as response:
        assert response.status == 200
        return await response.text()
