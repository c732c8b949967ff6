"""The desk runs with nothing but the standard library, and without clock, I/O or asyncio."""

import ast
import subprocess
import sys
from pathlib import Path

import signaling.desk

FOLDER = Path(signaling.desk.__file__).parent
FORBIDDEN = frozenset(
    {"asyncio", "datetime", "io", "os", "random", "secrets", "socket", "sqlite3", "threading"}
    | {"time", "uuid", "logging", "pathlib", "subprocess"}
)


def imported_names() -> set[str]:
    names: set[str] = set()
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"relative import in {file.name}"
                names.add(node.module or "")
    return names


def test_imports_only_itself_and_the_standard_library() -> None:
    outside = {name for name in imported_names() if not name.startswith("signaling.desk")}
    tops = {name.partition(".")[0] for name in outside}
    assert tops <= sys.stdlib_module_names
    assert not tops & FORBIDDEN


def test_runs_where_no_other_package_is_installed() -> None:
    program = (
        "import signaling.desk, sys; print(sorted({n.partition('.')[0] for n in sys.modules}))"
    )
    done = subprocess.run(  # -I -S: no site-packages, no environment
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path[:0] = [{str(FOLDER.parents[1])!r}]; {program}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(ast.literal_eval(done.stdout))
    assert "signaling" in loaded
    assert "asyncio" not in loaded
