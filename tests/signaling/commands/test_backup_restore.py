"""`sonmal migrate`, `backup` and `restore`, beside a server and without."""

import asyncio
from pathlib import Path

import pytest

from recordings.migrate import newest_revision
from signaling.data_directory import claim
from tests.signaling.commands.conftest import Run
from tests.signaling.served import command, environment, fails, serving


def test_migrate_makes_the_tables_and_may_be_repeated(sonmal: Run) -> None:
    for _ in range(2):
        assert sonmal("migrate") == (0, f"the record is at {newest_revision()}\n", "")


def test_there_and_back(sonmal: Run, tmp_path: Path) -> None:
    sonmal("migrate")
    code, said, _ = sonmal("backup", "--to", tmp_path / "b.zip")
    assert code == 0
    assert "sha256" in said
    code, said, _ = sonmal("restore", "--from", tmp_path / "b.zip")
    assert code == 0
    assert said.startswith("restored ")
    assert "2 entries" in sonmal("audit", "verify")[1]


@pytest.mark.parametrize("what", [("migrate",), ("restore", "--from", "b.zip")])
def test_what_changes_the_record_waits_for_the_server_to_stop(
    sonmal: Run, data_dir: Path, tmp_path: Path, what: tuple[str, ...]
) -> None:
    sonmal("migrate")
    sonmal("backup", "--to", tmp_path / "b.zip")
    before = (data_dir / "sonmal.db").read_bytes()
    with claim(data_dir):
        code, _, said = sonmal(*[part.replace("b.zip", str(tmp_path / "b.zip")) for part in what])
    assert code == 1
    assert said == f"sonmal: data-dir: {data_dir} is used by another sonmal\n"
    assert (data_dir / "sonmal.db").read_bytes() == before


def test_what_is_no_backup_is_one_line(sonmal: Run, data_dir: Path, tmp_path: Path) -> None:
    sonmal("migrate")
    (tmp_path / "text").write_text("no backup")
    for source in (tmp_path / "text", tmp_path / "none", tmp_path):
        code, _, said = sonmal("restore", "--from", source)
        assert (code, len(said.splitlines())) == (1, 1)
        assert said.startswith("sonmal: ")
    assert sonmal("audit", "verify")[0] == 0


def test_a_backup_needs_a_record_and_a_place(sonmal: Run, tmp_path: Path) -> None:
    assert "there is no record" in sonmal("backup", "--to", tmp_path / "b.zip")[2]
    sonmal("migrate")
    code, _, said = sonmal("backup", "--to", tmp_path / "none" / "b.zip")
    assert (code, len(said.splitlines())) == (1, 1)
    assert "No such file" in said


@pytest.mark.slow
async def test_beside_a_running_server(tmp_path: Path) -> None:
    """The server goes on; what it stored comes back with the backup."""
    folder, file = tmp_path / "data", tmp_path / "b.zip"
    async with serving(folder) as served:
        caller = await served.caller()
        token = (await caller.do("join", mode="text", consent=True))["token"]
        await caller.do("send_text", client_id="m1", text="수도 요금")
        backup = await asyncio.create_subprocess_exec(
            *command("backup", "--to", str(file), "--data-dir", str(folder)),
            env=environment(),
            stdout=asyncio.subprocess.DEVNULL,
        )
        assert await asyncio.wait_for(backup.wait(), 60) == 0
        await caller.do("send_text", client_id="m2", text="after the backup")
        code, said = await fails(["restore", "--from", str(file), "--data-dir", str(folder)])
        assert (code, len(said.splitlines())) == (1, 1)
        assert "is used by another sonmal" in said
        await caller.do("send_text", client_id="m3", text="still here")
    code, said = await fails(["restore", "--from", str(file), "--data-dir", str(folder)])
    assert code == 0, said
    async with serving(folder) as served:
        back = await served.caller(token)
        assert [message["text"] for message in back.welcome["messages"]] == ["수도 요금"]
