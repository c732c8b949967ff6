"""Runs the page's pure modules in node: `*.test.mjs` beside this file, one test a file."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_module(file: Path) -> None:
    node = shutil.which("node")
    assert node, "node is missing: scripts/install-test-tools node"
    run = subprocess.run(
        [node, "--import", str(HERE / "browser_globals.mjs"), "--test", str(file)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_there_are_module_tests() -> None:
    assert len(FILES) >= 6
