"""kill -9 at any step: of a backup no half file stands under its name, of a restore the old record is whole."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from recordings import backup_file
from recordings.errors import RecordError
from tests.contracts.keeping import add_inquiries, back_up, inquiry_ids, put_back

ROOT = Path(__file__).parents[2]
TRIES = 14
"""Steps at which it is killed, spread over all."""
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def started(step: int, what: str, url: str, file: Path, folder: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "tests.contracts.killed_at", str(step), what, url]
    done = subprocess.run(
        [*command, str(file), str(folder)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    return done.returncode, done.stdout + done.stderr


def killed_at_steps(what: str, url: str, file: Path, folder: Path) -> Iterator[int]:
    """Runs it whole once, then kills it at steps from the first to the last."""
    code, said = started(0, what, url, file, folder)
    assert code == 0, said
    count = int(said)
    assert count > 5
    yield from sorted({1 + at * (count - 1) // (TRIES - 1) for at in range(TRIES)})


def many(prefix: str) -> list[str]:
    return [f"{prefix}{n:04}" for n in range(1500)]


async def test_a_killed_backup_leaves_the_older_file_whole(url: str, tmp_path: Path) -> None:
    file, folder = tmp_path / "backups" / "backup.zip", tmp_path / "backups"
    folder.mkdir()
    await add_inquiries(url, *many("a"))
    for step in killed_at_steps("backup", url, file, folder):
        before = file.read_bytes()
        assert started(step, "backup", url, file, folder)[0] == -9, step
        if file.read_bytes() != before:  # killed after the rename, while tidying up
            put_back(url, file, tmp_path)
        assert backup_file.manifest_of(file).database in url
    back_up(url, file)
    assert [path.name for path in folder.iterdir()] == ["backup.zip"]


async def test_a_backup_killed_the_first_time_leaves_no_file(url: str, tmp_path: Path) -> None:
    await add_inquiries(url, *many("a"))
    file = tmp_path / "backup.zip"
    for step in killed_at_steps("backup", url, file, tmp_path):
        file.unlink()
        assert started(step, "backup", url, file, tmp_path)[0] == -9, step
        if file.exists():
            put_back(url, file, tmp_path)
            assert inquiry_ids(url) == set(many("a"))
        else:
            back_up(url, file)


async def test_a_killed_restore_leaves_the_old_record_or_the_new(url: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    await add_inquiries(url, *many("a"))
    back_up(url, file)
    old = set(many("a")) | {"later"}
    seen = set()
    for step in killed_at_steps("restore", url, file, tmp_path):
        if "later" not in inquiry_ids(url):
            await add_inquiries(url, "later")
        assert started(step, "restore", url, file, tmp_path)[0] == -9, step
        found = inquiry_ids(url)
        assert found in (old, old - {"later"}), step
        seen.add("later" in found)
    assert True in seen, "killed early, the record is the old one"
    _when_the_server_has_noticed(url, file, tmp_path)
    assert inquiry_ids(url) == old - {"later"}
    assert not list(Path(tmp_path).glob("*restoring*"))  # noqa: ASYNC240


def _when_the_server_has_noticed(url: str, file: Path, folder: Path) -> None:
    """PostgreSQL sees only after a moment that the other end of a connection was killed."""
    for _ in range(50):
        try:
            return put_back(url, file, folder)
        except RecordError as error:
            if error.code != "record_in_use":
                raise
        time.sleep(0.1)
    raise AssertionError("the killed restore's connections stay")
