"""What one client of the load receives: counted, repaired by NACK, and reported on as browsers do."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from struct import Struct
from typing import Any

from relay import rtcp, rtx
from relay.arrivals import Arrivals
from relay.bench.streams import TIME_AT, TIME_TAG, abs_send_time
from relay.codecs import VIDEO
from relay.gaps import Gaps
from relay.library_internals import lib
from relay.reception import Reception
from relay.rtcp import ReportBlock
from relay.rtp_header import header_length, transport_number_at
from relay.srtp import PacketBuffer

_rtp_header = Struct("!BBHII").unpack_from
_unprotect = lib.srtp_unprotect

FEEDBACK_INTERVAL = 0.05
"""libwebrtc's receivers report every 50 ms at these rates (RemoteEstimatorProxy: 5 % of them)."""
SAMPLE_EVERY = 50
"""Every so many packets the received payload is compared with what was sent."""
RATES = {111: 48000, VIDEO["VP8"].payload_type: VIDEO["VP8"].clock_rate}


class ReceivedStreams:
    """All that one client receives, counted together."""

    def __init__(self, media_of_rtx: dict[int, int], loss: float = 0.0) -> None:
        """`media_of_rtx`: the SSRC whose lost packets come in each retransmission stream."""
        self.packets = 0
        self.broken = 0
        self.compared = 0
        self.repaired = 0
        self.frames = 0
        """Pictures of which every packet came."""
        self.delays: list[int] = []
        """In steps of `abs_send_time`, of what was not sent again."""
        self.receptions: dict[int, Reception] = {}
        self.gaps: dict[int, Gaps] = defaultdict(Gaps)
        self.arrivals = Arrivals(FEEDBACK_INTERVAL)
        self._media_of_rtx = media_of_rtx
        self._loss = loss
        self._parts: dict[tuple[int, int], int] = defaultdict(int)

    @property
    def ssrcs(self) -> set[int]:
        return set(self.receptions)

    def take(
        self, buffer: PacketBuffer, size: int, inbound: Any, payloads: dict[bytes, int]
    ) -> None:
        """Takes the SRTP packet in `buffer`; one that does not decrypt counts as broken.

        `payloads`: of how many packets the picture of each payload consists; empty when unknown.
        """
        if self._loss and random.random() < self._loss:
            return
        buffer.length[0] = size
        if _unprotect(inbound, buffer.pointer, buffer.length):
            self.broken += 1
            return
        now = time.monotonic()
        memory = buffer.memory
        size = buffer.length[0]
        _, marked, sequence, timestamp, ssrc = _rtp_header(memory)
        at = transport_number_at(memory, size)
        if at:
            self.arrivals.note(memory[at] << 8 | memory[at + 1], now)
        media = self._media_of_rtx.get(ssrc)
        if media is not None:
            size = rtx.unwrap(buffer.view, size, VIDEO["VP8"].payload_type, media)
            if not size:
                return
            _, marked, sequence, timestamp, ssrc = _rtp_header(memory)
        else:
            self._count(memory, marked & 0x7F, sequence, timestamp, ssrc, now)
        video = marked & 0x7F != 111
        if video and not self.gaps[ssrc].take(sequence, now):
            return
        self.repaired += media is not None
        self.packets += 1
        if payloads and (video or self.packets % SAMPLE_EVERY == 1):
            self._compare(buffer.view, size, payloads, (ssrc, timestamp) if video else None)

    def _count(
        self, memory: bytearray, kind: int, sequence: int, timestamp: int, ssrc: int, now: float
    ) -> None:
        reception = self.receptions.get(ssrc)
        if reception is None:
            reception = self.receptions[ssrc] = Reception(RATES.get(kind, 90000))
        reception.count(sequence, timestamp, now)
        if memory[0] & 0x10 and memory[16] == TIME_TAG:
            sent = int.from_bytes(memory[TIME_AT : TIME_AT + 3], "big")
            self.delays.append((abs_send_time() - sent) & 0xFFFFFF)

    def _compare(
        self, view: memoryview, size: int, payloads: dict[bytes, int], frame: tuple[int, int] | None
    ) -> None:
        self.compared += 1
        wanted = payloads.get(bytes(view[header_length(view, size) : size]))
        if wanted is None:
            self.broken += 1
        elif frame is not None:
            self._parts[frame] += 1
            if self._parts[frame] == wanted:
                self.frames += 1
                del self._parts[frame]

    def nacks(self, sender: int, now: float) -> bytes:
        """What to ask for now; empty when nothing is missing."""
        compound = b""
        for ssrc, gaps in self.gaps.items():
            if gaps.missing:
                wanted = gaps.due(now, 0.02)
                compound += rtcp.nack(sender, ssrc, wanted) if wanted else b""
            if gaps.take_broken():
                compound += rtcp.pli(sender, ssrc)
        return compound

    def blocks(self, now: float) -> list[ReportBlock]:
        reports = [reception.report(ssrc, now) for ssrc, reception in self.receptions.items()]
        return [report for report in reports if report is not None][:31]
