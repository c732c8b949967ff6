"""`sonmal add-administrator`: the first way into a new installation."""

import asyncio
import re
from pathlib import Path

import pytest

from tests.signaling.house import open_house
from tests.signaling.served import command, environment, fails

pytestmark = pytest.mark.slow


async def add(data_dir: Path, login: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *command("add-administrator", login, "--data-dir", str(data_dir)),
        env=environment(),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0
    return said.decode()


async def test_the_link_opens_the_administrators_pages(tmp_path: Path) -> None:
    said = await add(tmp_path, "anna")
    token = re.search(r"/sign-in-link#([\w-]{43})", said)
    assert token is not None
    async with open_house(tmp_path) as house:
        form = {"token": token[1], "password": "x" * 12, "password2": "x" * 12}
        async with house.client().post("/sign-in-link", data=form) as response:
            assert (response.status, response.url.path) == (200, "/admin")
        assert (await house.member("anna")).role == "administrator"


async def test_another_roles_login_is_refused_in_one_line(tmp_path: Path) -> None:
    async with open_house(tmp_path):
        pass
    code, said = await fails(["add-administrator", "counselor1", "--data-dir", str(tmp_path)])
    assert code == 1
    assert said.splitlines() == ["sonmal: counselor1 is not an enabled administrator"]


async def test_a_place_that_cannot_be_written_is_one_line() -> None:
    code, said = await fails(["add-administrator", "anna", "--data-dir", "/dev/null"])
    assert code == 1
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said
