"""`sonmal serve` as a process, as people run it."""

import re
import signal
import subprocess
import time
from pathlib import Path

from tests.signaling.house import PASSWORD as PASSWORD
from tests.signaling.served import command, environment


class Served:
    """A running server. Ports are chosen by the system once and kept over restarts."""

    def __init__(self, data_dir: Path, *options: str) -> None:
        self.data_dir = data_dir
        self._options = options
        self._ports = ("0", "0")
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[str]":
        options = ["--port", self._ports[0], "--media-port", self._ports[1], *self._options]
        log = (self.data_dir.parent / f"{self.data_dir.name}.log").open("a")
        process = subprocess.Popen(
            command("serve", "--demo", "--data-dir", str(self.data_dir), *options),
            env=environment(SONMAL_DEMO_PASSWORD=PASSWORD),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        self._read_addresses(process)
        return process

    def _read_addresses(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if line.startswith("demo password"):
                break
        else:
            raise RuntimeError(f"the server did not start: {said} {self.log()}")
        web = re.search(r"caller\s+(https?://\S+:(\d+))/", said)
        media = re.search(r"UDP port (\d+)", said)
        assert web, said
        assert media, said
        self.url = web[1]
        self._ports = (web[2], media[1])

    def log(self) -> str:
        return (self.data_dir.parent / f"{self.data_dir.name}.log").read_text()

    def kill(self) -> None:
        """As a crash would: kill -9."""
        self.process.kill()
        self.process.wait()

    def restart(self) -> None:
        self.process = self._start()

    def stop(self) -> float:
        """SIGTERM; the seconds until the process was gone."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        return time.monotonic() - began
