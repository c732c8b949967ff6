"""When the load sends what: a cycle of 100 ms with everybody's own phase."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from relay.bench.client import Client
from relay.bench.feedback import ask_for_lost, send_feedback, send_report
from relay.bench.media import AUDIO_RATE, FRAME_RATE, SECONDS

CYCLE = 0.1
CHECK_CYCLES = 25  # consent every 2.5 s, as Chromium
REPORT_CYCLES = 10
FEEDBACKS = 2  # a cycle: every 50 ms, see `relay.bench.received`
NACK_LOOKS = 5  # a cycle


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
        stream = client.sent[kind]
        first = place / total / rate
        start = place * round(SECONDS / CYCLE) // total
        for number in range(round(CYCLE * rate)):
            entries.append(Due(first + number / rate, stream.send_burst, start=start))
    offset = place / total * CYCLE
    entries.append(Due(offset, client.check, CHECK_CYCLES, place % CHECK_CYCLES))
    entries.append(
        Due(offset, _with_time(send_report, client), REPORT_CYCLES, place % REPORT_CYCLES)
    )
    for action, times in ((send_feedback, FEEDBACKS), (ask_for_lost, NACK_LOOKS)):
        for number in range(times):
            at = (offset + number * CYCLE / times) % CYCLE
            entries.append(Due(at, _with_time(action, client)))
    return entries


def _with_time(action: Callable[[Client, float], None], client: Client) -> Callable[[], None]:
    return lambda: action(client, time.monotonic())
