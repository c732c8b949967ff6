"""A PostgreSQL server of the tests' own: a fresh cluster in a temporary folder, on a free port."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60
SERVER_USER = "postgres"


class PostgresServer:
    """Listens on 127.0.0.1 only. `stop` and `start` may be called to see a database go and come back."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._port = port
        self._bin = find_binaries()

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{SERVER_USER}@127.0.0.1:{self._port}/{database}"

    def create_cluster(self) -> None:
        self._run("initdb", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", SERVER_USER)

    def start(self) -> None:
        listen = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder}"
        # No test takes the machine's power away, so the server need not wait for the disk.
        listen += " -c fsync=off"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-w", "-t", str(START_SECONDS), "-l", log, "-o", listen, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), "-D", str(self._folder / "data"), *arguments]
        subprocess.run(_as_server_user(command), check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    folder = Path(tempfile.mkdtemp(prefix="sonmal-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, SERVER_USER)
        server = PostgresServer(folder, _free_port())
        server.create_cluster()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries() -> Path:
    """Debian keeps the server's programs out of PATH, one folder a version: the newest is taken."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if versions:
        return versions[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise FileNotFoundError("no PostgreSQL server: scripts/install-test-tools database")
    return Path(on_path).parent


def _version(initdb: Path) -> int:
    name = initdb.parent.parent.name
    return int(name) if name.isdigit() else 0


def _as_server_user(command: Sequence[str]) -> list[str]:
    """The server refuses to run as root."""
    return ["runuser", "-u", SERVER_USER, "--", *command] if os.geteuid() == 0 else list(command)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
