"""A data directory, and commands on it within the test's process."""

from collections.abc import Callable
from pathlib import Path

import pytest

from signaling import cli

Run = Callable[..., tuple[int, str, str]]
"""Arguments of `sonmal` → exit code, standard output, standard error."""


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def sonmal(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.main([*map(str, arguments), "--data-dir", str(data_dir)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
