"""One measurement: a server process, connected clients, the load, the numbers."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass

from aiortc import RTCCertificate

from relay.bench.client import Client, client_for
from relay.bench.load import LoadLoop, LoadRun
from relay.bench.media import AUDIO_RATE, FRAME_RATE, SAMPLE_RATE, SECONDS, EncodedMedia
from relay.bench.schedule import schedule
from relay.bench.streams import SentStream
from relay.bench.worker_process import WorkerProcess
from relay.commands import AnswerLeg, OpenCall, OpenLeg, StartCall
from relay.events import LegOffer

WARM_UP = SECONDS + 0.5
"""Seconds at the start that do not count for CPU: by then all clients send."""
CONNECTING_AT_ONCE = 8


@dataclass(frozen=True)
class Measurement:
    """Packets are RTP packets; CPU counts from the end of the warm-up."""

    calls: int
    seconds: float
    load: LoadRun
    sent: int
    received: int
    broken: int
    delays_ms: list[float]
    cpu_seconds: float
    packets_forwarded: int
    dropped: int
    """By the relay, whatever the reason."""
    profile: str

    @property
    def cpu_share(self) -> float:
        """Of one core."""
        return self.cpu_seconds / self.seconds


async def measure(
    module: str, media: EncodedMedia, calls: int, seconds: float, *, compare: bool
) -> Measurement:
    """Puts `calls` two-way calls on the server of `module`; `compare` checks payloads too.

    Raises `TimeoutError` or `ConnectionError` when the clients cannot connect.
    """
    server_core, load_core = _cores()
    worker = await WorkerProcess.start(module, server_core)
    before = os.sched_getaffinity(0)
    clients: list[Client] = []
    try:
        if load_core is not None:
            os.sched_setaffinity(0, {load_core})
        clients = await _connect(worker, calls)
        for client in clients:
            _add_streams(client, media)
        for number in range(calls):
            worker.submit(StartCall(f"call{number}"))
        await _after_commands(worker)
        return await _run(worker, clients, media, seconds, compare)
    finally:
        os.sched_setaffinity(0, before)
        for client in clients:
            client.close()
        await worker.stop()


def _cores() -> tuple[int | None, int | None]:
    allowed = sorted(os.sched_getaffinity(0))
    return (allowed[0], allowed[-1]) if len(allowed) > 1 else (None, None)


async def _connect(worker: WorkerProcess, calls: int) -> list[Client]:
    certificate = RTCCertificate.generateCertificate()
    clients: list[Client] = []
    for number in range(calls):
        worker.submit(OpenCall(f"call{number}"))
        for slot in (0, 1):
            worker.submit(OpenLeg(f"call{number}", f"leg{number}.{slot}", slot))
    while len(clients) < 2 * calls:
        event = await worker.read_event()
        if isinstance(event, LegOffer):
            client = client_for(event.leg_id, event.sdp, certificate)
            worker.submit(AnswerLeg(event.leg_id, event.revision, client.answer()))
            clients.append(client)
    for start in range(0, len(clients), CONNECTING_AT_ONCE):
        group = clients[start : start + CONNECTING_AT_ONCE]
        await asyncio.gather(*(client.connect() for client in group))
    return clients


async def _after_commands(worker: WorkerProcess) -> None:
    worker.ask_counters()
    await worker.read_counters()


def _add_streams(client: Client, media: EncodedMedia) -> None:
    assert client.keys is not None
    audio_bursts = [[packet] for packet in media.audio]
    for kind, bursts, step in (
        ("video", media.video, 90000 // FRAME_RATE),
        ("audio", audio_bursts, SAMPLE_RATE // AUDIO_RATE),
    ):
        payload_type = client.offered.sending(kind).payload_type
        ssrc = client.ssrcs[kind]
        client.sent[kind] = SentStream(bursts, payload_type, ssrc, step, client.keys.outbound)


async def _run(
    worker: WorkerProcess,
    clients: list[Client],
    media: EncodedMedia,
    seconds: float,
    compare: bool,
) -> Measurement:
    payloads = {p for frame in media.video for p in frame} | set(media.audio) if compare else set()
    cpu: list[float] = []
    times: list[float] = []
    total = WARM_UP + seconds
    loop = LoadLoop(clients, payloads)

    def mark() -> None:
        cpu.append(worker.ask_counters())
        times.append(time.monotonic())

    marks = {WARM_UP: mark, total: mark}
    load = loop.run(schedule(clients), total, marks)
    first, last = await worker.read_counters(), await worker.read_counters()
    assert clients[0].keys is not None
    return Measurement(
        calls=len(clients) // 2,
        seconds=times[1] - times[0],
        load=load,
        sent=sum(s.packets for c in clients for s in c.sent.values()),
        received=sum(c.received.packets for c in clients),
        broken=sum(c.received.broken for c in clients),
        delays_ms=sorted(d / 262.144 for c in clients for d in c.received.delays),
        cpu_seconds=cpu[1] - cpu[0],
        packets_forwarded=last["packets_forwarded"] - first["packets_forwarded"],
        dropped=sum(n for name, n in last.items() if name.startswith("dropped_")),
        profile=clients[0].keys.profile,
    )
