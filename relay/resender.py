"""Answers a viewer's NACKs for one outgoing video stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relay import rtx
from relay.library_internals import lib
from relay.rtp_header import transport_number_at

if TYPE_CHECKING:
    from relay.sink import Sink
    from relay.srtp import PacketBuffer

MOST_TIMES = 8
"""One packet is sent again at most so often."""
SHORTEST = 0.01
LONGEST = 0.1
"""Seconds between two answers for one packet: about a round trip, within these."""
_REMEMBERED = 256
_FORGOTTEN_AFTER = 5.0


class Resender:
    """Uses the retransmission stream `ssrc` where the leg takes one, else the same ciphertext.

    Either way no (SSRC, index) is protected twice: each retransmission has a number of its own.
    """

    __slots__ = ("_answered", "_scratch", "_sequence", "_sink", "ssrc")

    def __init__(self, sink: Sink, ssrc: int, scratch: PacketBuffer) -> None:
        self._sink = sink
        self.ssrc = ssrc
        self._scratch = scratch
        self._sequence = 0
        self._answered: dict[int, tuple[float, int]] = {}

    def resend(self, sequence: int, now: float) -> bool:
        """Sends the packet again that left as `sequence`; False when it is not, or not yet, time."""
        last, times = self._answered.get(sequence, (float("-inf"), 0))
        if now - last > _FORGOTTEN_AFTER:
            times = 0
        wait = min(LONGEST, max(SHORTEST, 0.8 * self._sink.leg.round_trip.seconds))
        if times >= MOST_TIMES or now - last < wait or not self._send(sequence, now):
            return False
        self._answered.pop(sequence, None)
        self._answered[sequence] = (now, times + 1)
        if len(self._answered) > _REMEMBERED:
            del self._answered[next(iter(self._answered))]
        self._sink.leg.counters.packets_retransmitted += 1
        return True

    def _send(self, sequence: int, now: float) -> bool:
        sink = self._sink
        if sink.leg.takes_rtx:
            return self._send_rtx(sequence, now)
        packet = sink.sent_packet(sequence)
        if packet is None:
            return False
        sink.leg.transmit(packet)
        return True

    def _send_rtx(self, sequence: int, now: float) -> bool:
        sink = self._sink
        original = sink.original_packet(sequence)
        payload_type = sink.codec.rtx_payload_type
        if original is None or payload_type is None:
            return False
        self._sequence = (self._sequence + 1) & 0xFFFF
        stamp = int.from_bytes(original[4:8], "big") + sink.timeline.timestamp_offset & 0xFFFFFFFF
        buffer = self._scratch
        numbers = (sequence, self._sequence, stamp, self.ssrc)
        size = rtx.wrap(buffer.view, original, payload_type, numbers)
        if not size:
            return False
        at = transport_number_at(buffer.memory, size)
        if at:
            number = sink.leg.departures.note(size, now)
            buffer.view[at : at + 2] = number.to_bytes(2, "big")
        buffer.length[0] = size
        if lib.srtp_protect(sink.outbound, buffer.pointer, buffer.length):
            sink.leg.counters.dropped_srtp += 1
            return False
        sink.octets_resent += size
        sink.leg.transmit(buffer.view[: buffer.length[0]])
        return True
