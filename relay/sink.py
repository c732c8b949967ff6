"""One stream that leaves to one leg: renumbered, encrypted for it, kept for a while."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Any

from relay.codecs import CodecEntry
from relay.counters import Counters
from relay.library_internals import ffi, lib
from relay.packet_cache import SLOT_SIZE, PacketCache
from relay.timeline import Timeline

if TYPE_CHECKING:
    from relay.leg import Leg
    from relay.source import Source

VIDEO_SLOTS = 256
"""About two seconds at 1 Mbit/s, 384 KiB. Audio is never asked for again and keeps one."""

_NUMBERS = Struct("!HII").pack_into  # sequence number, timestamp, SSRC
_memmove = ffi.memmove
_protect = lib.srtp_protect


class Sink:
    """A fixed place (`slot`, kind) in the leg's offer, with a fixed SSRC and changing sources."""

    __slots__ = (
        "_cache",
        "_counters",
        "_length",
        "codec",
        "leg",
        "octets",
        "outbound",
        "packets",
        "slot",
        "source",
        "ssrc",
        "timeline",
        "waiting",
    )

    def __init__(self, leg: Leg, slot: int, codec: CodecEntry, ssrc: int) -> None:
        self.leg = leg
        self.slot = slot
        self.codec = codec
        self.ssrc = ssrc
        self.source: Source | None = None
        self.timeline = Timeline(codec.clock_rate)
        self.waiting = True
        """Until the first packet that may pass; for video, the start of a keyframe."""
        self.packets = 0
        self.octets = 0
        self.outbound: Any = None
        self._cache: PacketCache | None = None
        self._length: Any = ffi.new("int *")
        self._counters: Counters = leg.counters

    def attach(self, source: Source | None) -> None:
        """Takes `source` (or nothing) from now on. The memory is made when it is first needed."""
        if source is self.source:
            return
        self.source = source
        self.waiting = True
        if source is not None and self._cache is None:
            self._cache = PacketCache(VIDEO_SLOTS if self.codec.kind == "video" else 1)
            self.outbound = self.leg.outbound

    def begin(self, sequence: int, timestamp: int, now: float) -> None:
        self.timeline.rebase(sequence, timestamp, now)
        self.waiting = False

    def forward(self, packet: Any, size: int, sequence: int, timestamp: int, now: float) -> None:
        """Sends a copy of the decrypted RTP packet at the pointer `packet`, `size` bytes."""
        timeline = self.timeline
        index = timeline.index(sequence, timestamp, now)
        cache = self._cache
        if index < 0 or cache is None:
            return
        number = index & 0xFFFF
        slot = number & cache.mask
        start = slot * SLOT_SIZE
        pointer = cache.pointers[slot]
        _memmove(pointer, packet, size)
        stamp = (timestamp + timeline.timestamp_offset) & 0xFFFFFFFF
        _NUMBERS(cache.memory, start + 2, number, stamp, self.ssrc)
        cache.sequences[slot] = -1
        length = self._length
        length[0] = size
        if _protect(self.outbound, pointer, length):
            self._counters.dropped_srtp += 1
            return
        end = length[0]
        cache.lengths[slot] = end
        cache.sequences[slot] = number
        self.packets += 1
        self.octets += size - 12
        leg = self.leg
        try:
            leg.sendto(cache.view[start : start + end], leg.destination)
        except OSError:
            self._counters.dropped_send += 1
        else:
            self._counters.packets_forwarded += 1

    def resend(self, sequence: int) -> bool:
        """Sends the same ciphertext again; False when it is no longer kept."""
        packet = self._cache.find(sequence) if self._cache is not None else None
        if packet is None:
            return False
        self._counters.packets_retransmitted += 1
        self.leg.transmit(packet)
        return True
