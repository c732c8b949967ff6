"""Janus (https://janus.conf.meetecho.com) under the same load: its EchoTest, one handle a leg.

Runs as `python -m relay.bench.janus` inside a network namespace that `measure_janus` makes: Janus
offers no loopback address, so it gets one of a virtual interface there. A leg's packets come back
to itself; that is as many received and sent, encrypted and numbered as in a call of two.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

ADDRESS = "10.99.0.1"
HTTP = 8088
START_LIMIT = 15.0
_LIBRARIES = ("plugins/libjanus_echotest.so", "transports/libjanus_http.so")
_CLOCK = os.sysconf("SC_CLK_TCK")

Answer = dict[str, Any]


def missing() -> str | None:
    """Why Janus cannot be measured here; None when it can."""
    for program in ("janus", "unshare", "ip"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)
    return None if tried.returncode == 0 else "no right to make a network namespace"


def measure_janus(calls: int, seconds: float, loss: float) -> Answer:
    """The peer's numbers. Raises `ConnectionError` when it cannot be measured."""
    command = ["unshare", "--net", sys.executable, "-m", "relay.bench.janus"]
    command += [str(calls), str(seconds), str(loss)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ConnectionError(f"janus: {done.stderr.strip().splitlines()[-1:]}")
    answer: Answer = json.loads(done.stdout.splitlines()[-1])
    return answer


class JanusProcess:
    """`start` it, `stop` it in a `finally`. Counters are those that the load asks a server for."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._process = process
        self._folder = folder

    @classmethod
    def start(cls, core: int | None) -> JanusProcess:
        folder = Path(tempfile.mkdtemp())
        _write_configuration(folder)
        process = subprocess.Popen(
            ["janus", "-F", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if core is not None:
            os.sched_setaffinity(process.pid, {core})
        server = cls(process, folder)
        try:
            server._wait()
        except BaseException:
            server.stop()
            raise
        return server

    def echo(self, offer: str) -> str:
        """A new handle of the EchoTest; its answer to `offer`."""
        session = self._post("", {"janus": "create"})["data"]["id"]
        attach = {"janus": "attach", "plugin": "janus.plugin.echotest"}
        handle = self._post(f"/{session}", attach)["data"]["id"]
        body = {"audio": True, "video": True}
        jsep = {"type": "offer", "sdp": offer, "trickle": False}
        message = {"janus": "message", "body": body, "jsep": jsep}
        self._post(f"/{session}/{handle}", message)
        while True:
            event = _json(f"http://127.0.0.1:{HTTP}/janus/{session}?maxev=1")
            if "jsep" in event:
                return str(event["jsep"]["sdp"])
            if event.get("janus") not in ("keepalive", "event"):
                raise ConnectionError(f"janus: {event}")

    def ask_counters(self) -> float:
        """CPU seconds until now, of the process with all its threads."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text()
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _CLOCK

    async def read_counters(self) -> dict[str, int]:
        return {"packets_forwarded": 0}

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _wait(self) -> None:
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                _json(f"http://127.0.0.1:{HTTP}/janus/info")
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise ConnectionError("janus did not start")

    def _post(self, path: str, message: Answer) -> Answer:
        message["transaction"] = secrets.token_hex(6)
        answer = _json(f"http://127.0.0.1:{HTTP}/janus{path}", message)
        if answer["janus"] not in ("success", "ack"):
            raise ConnectionError(f"janus: {answer}")
        return answer


def _json(url: str, message: Answer | None = None) -> Answer:
    data = json.dumps(message).encode() if message else None
    with urlopen(Request(url, data), timeout=30) as response:
        answer: Answer = json.load(response)
    return answer


def _write_configuration(folder: Path) -> None:
    """Only what the EchoTest needs; ICE-lite as ours, and no messages in the log."""
    for library in _LIBRARIES:
        link = folder / library
        link.parent.mkdir()
        link.symlink_to(_installed(library))
    (folder / "janus.jcfg").write_text(
        f"""general: {{
    configs_folder = "{folder}"
    plugins_folder = "{folder / "plugins"}"
    transports_folder = "{folder / "transports"}"
    events_folder = "{folder}"
    loggers_folder = "{folder}"
    debug_level = 1
    session_timeout = 0
}}
nat: {{
    ice_lite = true
    ice_enforce_list = "v0"
}}
"""
    )
    (folder / "janus.transport.http.jcfg").write_text(
        f'general: {{\n    json = "compact"\n    http = true\n    port = {HTTP}\n'
        '    ip = "127.0.0.1"\n    https = false\n}\n'
    )
    (folder / "janus.plugin.echotest.jcfg").write_text("general: {\n}\n")


def _installed(library: str) -> Path:
    for found in Path("/usr/lib").glob(f"**/janus/{library}"):
        return found
    raise ConnectionError(f"janus: {library} is not installed")


def _make_interface() -> None:
    for words in (
        "link set lo up",
        "link add v0 type veth peer name v1",
        f"addr add {ADDRESS}/24 dev v0",
        "link set v0 up",
        "link set v1 up",
    ):
        subprocess.run(["ip", *words.split()], check=True)


async def _measure(calls: int, seconds: float, loss: float) -> Answer:
    from relay.bench.janus_clients import connect
    from relay.bench.measure import add_streams, cores, run_load
    from relay.bench.media import encode

    media = encode()
    server_core, load_core = cores()
    server = JanusProcess.start(server_core)
    clients = []
    try:
        if load_core is not None:
            os.sched_setaffinity(0, {load_core})
        clients = await connect(server, 2 * calls, loss)
        for client in clients:
            add_streams(client, media)
        run = await run_load(server, clients, media, seconds, compare=True)
    finally:
        for client in clients:
            client.close()
        server.stop()
    return {
        "calls": run.calls,
        "valid": run.load.valid and run.received > 0,
        "cpu_share": run.cpu_share,
        "sent": run.sent,
        "received": run.received,
        "sent_measured": run.sent_measured,
        "frames_complete_percent": 100 * run.frames_received / max(1, run.frames_sent),
        "delay_ms_p99": run.delays_ms[int(len(run.delays_ms) * 0.99)] if run.delays_ms else 0.0,
        "generator_late_ms_p99": run.load.late_p99_ms,
        "profile": run.profile,
    }


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("calls", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("loss", type=float)
    args = parser.parse_args()
    _make_interface()
    print(json.dumps(asyncio.run(_measure(args.calls, args.seconds, args.loss))))


if __name__ == "__main__":
    _main()
