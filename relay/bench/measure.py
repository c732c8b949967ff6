"""One measurement: a server process, connected clients, the load, the numbers."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass
from typing import Protocol

from aiortc import RTCCertificate

from relay.bench.client import Client, client_for
from relay.bench.load import LoadLoop, LoadRun
from relay.bench.media import AUDIO_RATE, FRAME_RATE, SAMPLE_RATE, SECONDS, EncodedMedia
from relay.bench.schedule import schedule
from relay.bench.streams import TIME, TIME_AND_NUMBER, SentStream
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
    sent_measured: int
    """While CPU was counted."""
    received: int
    broken: int
    repaired: int
    """Of those received, by a retransmission on the way down."""
    frames_sent: int
    frames_received: int
    """Complete pictures; 0 where the server encodes again."""
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
    module: str,
    media: EncodedMedia,
    calls: int,
    seconds: float,
    *,
    compare: bool,
    loss: float = 0.0,
) -> Measurement:
    """Puts `calls` two-way calls on the server of `module`; `compare` checks payloads too.

    `compare` also means a server that forwards: the clients then speak RTX with it, and lose
    `loss` (a share) of the packets on each hop.

    Raises `TimeoutError` or `ConnectionError` when the clients cannot connect.
    """
    server_core, load_core = cores()
    worker = await WorkerProcess.start(module, server_core)
    before = os.sched_getaffinity(0)
    clients: list[Client] = []
    try:
        if load_core is not None:
            os.sched_setaffinity(0, {load_core})
        clients = await _connect(worker, calls, rtx=compare, loss=loss)
        for client in clients:
            add_streams(client, media)
        for number in range(calls):
            worker.submit(StartCall(f"call{number}"))
        await _after_commands(worker)
        return await run_load(worker, clients, media, seconds, compare=compare)
    finally:
        os.sched_setaffinity(0, before)
        for client in clients:
            client.close()
        await worker.stop()


def cores() -> tuple[int | None, int | None]:
    allowed = sorted(os.sched_getaffinity(0))
    return (allowed[0], allowed[-1]) if len(allowed) > 1 else (None, None)


async def _connect(worker: WorkerProcess, calls: int, *, rtx: bool, loss: float) -> list[Client]:
    certificate = RTCCertificate.generateCertificate()
    clients: list[Client] = []
    for number in range(calls):
        worker.submit(OpenCall(f"call{number}"))
        for slot in (0, 1):
            worker.submit(OpenLeg(f"call{number}", f"leg{number}.{slot}", slot))
    while len(clients) < 2 * calls:
        event = await worker.read_event()
        if isinstance(event, LegOffer):
            client = client_for(event.leg_id, event.sdp, certificate, rtx=rtx, loss=loss)
            worker.submit(AnswerLeg(event.leg_id, event.revision, client.answer()))
            clients.append(client)
    for start in range(0, len(clients), CONNECTING_AT_ONCE):
        group = clients[start : start + CONNECTING_AT_ONCE]
        await asyncio.gather(*(client.connect() for client in group))
    return clients


async def _after_commands(worker: WorkerProcess) -> None:
    worker.ask_counters()
    await worker.read_counters()


def add_streams(client: Client, media: EncodedMedia) -> None:
    assert client.uplink is not None
    audio_bursts = [[packet] for packet in media.audio]
    for kind, bursts, step, extension in (
        ("video", media.video, 90000 // FRAME_RATE, TIME_AND_NUMBER),
        ("audio", audio_bursts, SAMPLE_RATE // AUDIO_RATE, TIME),
    ):
        payload_type = client.offered.sending(kind).payload_type
        ssrc = client.ssrcs[kind]
        client.sent[kind] = SentStream(bursts, payload_type, ssrc, step, extension, client.uplink)


class LoadedServer(Protocol):
    """What `run_load` asks of a server: CPU seconds and its counters, before and after."""

    def ask_counters(self) -> float: ...

    async def read_counters(self) -> dict[str, int]: ...


async def run_load(
    worker: LoadedServer,
    clients: list[Client],
    media: EncodedMedia,
    seconds: float,
    *,
    compare: bool,
) -> Measurement:
    """Blocks the event loop while the load runs."""
    payloads = payload_sizes(media) if compare else {}
    cpu: list[float] = []
    sent: list[int] = []
    times: list[float] = []
    total = WARM_UP + seconds
    loop = LoadLoop(clients, payloads)

    def mark() -> None:
        cpu.append(worker.ask_counters())
        times.append(time.monotonic())
        sent.append(sum(s.packets for c in clients for s in c.sent.values()))

    marks = {WARM_UP: mark, total: mark}
    load = loop.run(schedule(clients), total, marks)
    first, last = await worker.read_counters(), await worker.read_counters()
    assert clients[0].keys is not None
    return Measurement(
        calls=len(clients) // 2,
        seconds=times[1] - times[0],
        load=load,
        sent=sum(s.packets for c in clients for s in c.sent.values()),
        sent_measured=sent[1] - sent[0],
        received=sum(c.received.packets for c in clients),
        broken=sum(c.received.broken for c in clients),
        repaired=sum(c.received.repaired for c in clients),
        frames_sent=sum(c.sent["video"].bursts for c in clients),
        frames_received=sum(c.received.frames for c in clients),
        delays_ms=sorted(d / 262.144 for c in clients for d in c.received.delays),
        cpu_seconds=cpu[1] - cpu[0],
        packets_forwarded=last["packets_forwarded"] - first["packets_forwarded"],
        dropped=sum(n for name, n in last.items() if name.startswith("dropped_")),
        profile=clients[0].keys.profile,
    )


def payload_sizes(media: EncodedMedia) -> dict[bytes, int]:
    """Of how many packets the picture of each payload consists; 1 for sound."""
    pictures = {payload: len(frame) for frame in media.video for payload in frame}
    return pictures | dict.fromkeys(media.audio, 1)
