"""`sonmal audit verify` says in words whether the log holds, and by its exit code."""

import sqlite3
from pathlib import Path

import pytest

from tests.signaling.commands.conftest import Run


@pytest.fixture
def two_entries(sonmal: Run, tmp_path: Path) -> None:
    sonmal("migrate")
    for name in ("first.zip", "second.zip"):
        assert sonmal("backup", "--to", tmp_path / name)[0] == 0


def by_hand(data_dir: Path, statement: str) -> None:
    with sqlite3.connect(data_dir / "sonmal.db") as record:
        record.execute(statement)


@pytest.mark.usefixtures("two_entries")
def test_a_log_that_holds(sonmal: Run) -> None:
    code, said, _ = sonmal("audit", "verify")
    assert code == 0
    assert said.startswith("The audit log holds: 2 entries checked")
    noted = said.split()[-1]
    assert sonmal("audit", "verify", "--noted", noted)[0] == 0


@pytest.mark.usefixtures("two_entries")
def test_a_broken_log_names_the_first_broken_entry(sonmal: Run, data_dir: Path) -> None:
    by_hand(data_dir, "UPDATE audit SET detail = '{}' WHERE seq = 1")
    code, said, _ = sonmal("audit", "verify")
    assert code == 1
    assert said.startswith("BROKEN: entry 1, ")
    assert len(said.splitlines()) == 1


@pytest.mark.usefixtures("two_entries")
def test_only_one_day(sonmal: Run, data_dir: Path) -> None:
    by_hand(data_dir, "UPDATE audit SET detail = '{}' WHERE seq = 1")
    assert sonmal("audit", "verify", "--day", "2020-01-01")[0] == 0


@pytest.mark.usefixtures("two_entries")
def test_a_hash_that_was_cut_off(sonmal: Run) -> None:
    code, said, _ = sonmal("audit", "verify", "--noted", "f00")
    assert code == 1
    assert said.startswith("BROKEN: the hash f00")


@pytest.mark.parametrize("day", ["today", "2026-13-01", ""])
def test_a_day_that_is_none(sonmal: Run, day: str) -> None:
    code, _, said = sonmal("audit", "verify", "--day", day)
    assert (code, len(said.splitlines())) == (1, 1)
    assert "day" in said


def test_no_record_is_made_by_looking(sonmal: Run, data_dir: Path) -> None:
    code, _, said = sonmal("audit", "verify")
    assert code == 1
    assert said.startswith("sonmal: there is no record")
    assert not data_dir.exists()
