"""When the load sends what: a cycle of 100 ms with everybody's own phase."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from relay import rtcp
from relay.bench.client import Client
from relay.bench.media import AUDIO_RATE, BIT_RATE, FRAME_RATE, SECONDS

CYCLE = 0.1
CHECK_CYCLES = 25  # consent every 2.5 s, as Chromium
REPORT_CYCLES = 10
REMB = BIT_RATE
"""What a viewer asks for: the rate of the load itself, so that a peer that encodes again matches it."""


@dataclass(frozen=True)
class Due:
    """`action` is called `offset` seconds into every `every`-th cycle, beginning with `start`."""

    offset: float
    action: Callable[[], None]
    every: int = 1
    phase: int = 0
    start: int = 0

    def is_in(self, cycle: int) -> bool:
        return cycle >= self.start and (self.every == 1 or cycle % self.every == self.phase)


def schedule(clients: list[Client]) -> list[Due]:
    """Frames, audio packets, reports and consent checks of all clients, in order of time.

    Clients begin one after another over the length of the media, as callers do: their keyframes,
    each a burst of many packets, are then spread as well.
    """
    entries = [
        due
        for place, client in enumerate(clients)
        for due in _of_client(client, place, len(clients))
    ]
    return sorted(entries, key=lambda due: due.offset)


def _of_client(client: Client, place: int, total: int) -> list[Due]:
    entries = []
    for kind, rate in (("video", FRAME_RATE), ("audio", AUDIO_RATE)):
        send, stream = client.socket.send, client.sent[kind]
        first = place / total / rate
        start = place * round(SECONDS / CYCLE) // total
        for number in range(round(CYCLE * rate)):
            entries.append(
                Due(first + number / rate, partial(stream.send_burst, send), start=start)
            )
    offset = place / total * CYCLE
    entries.append(Due(offset, client.check, CHECK_CYCLES, place % CHECK_CYCLES))
    entries.append(Due(offset, partial(send_report, client), REPORT_CYCLES, place % REPORT_CYCLES))
    return entries


def send_report(client: Client) -> None:
    """A sender report for each stream, and the REMB of a viewer with enough bandwidth."""
    assert client.keys is not None
    compound = b""
    for stream in client.sent.values():
        info = rtcp.SenderInfo(1 << 32, stream.timestamp, stream.packets, stream.octets)
        compound += rtcp.sender_report(stream.ssrc, info)
        compound += rtcp.source_description([stream.ssrc], "load")
    video = client.sent["video"].ssrc
    compound += rtcp.remb(video, REMB, sorted(client.received.ssrcs)[:4])
    client.send_rtcp(compound)
