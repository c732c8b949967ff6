"""One stream that leaves to one leg: renumbered, encrypted for it, kept for a while."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Any

from relay.codecs import CodecEntry
from relay.counters import Counters
from relay.library_internals import ffi, lib
from relay.outbox import BATCH
from relay.packet_cache import SLOT_SIZE, PacketCache
from relay.source import VIDEO_SLOTS
from relay.timeline import Timeline

if TYPE_CHECKING:
    from relay.leg import Leg
    from relay.resender import Resender
    from relay.rtcp import ReportBlock
    from relay.source import Source

_NUMBERS = Struct("!HII").pack_into  # sequence number, timestamp, SSRC
_memmove = ffi.memmove
_protect = lib.srtp_protect


class Sink:
    """A fixed place (`slot`, kind) in the leg's offer, with a fixed SSRC and changing sources."""

    __slots__ = (
        "_cache",
        "_counters",
        "_keeps",
        "_length",
        "_next_slot",
        "codec",
        "leg",
        "octets",
        "octets_resent",
        "outbound",
        "packets",
        "reported_expected",
        "reported_lost",
        "resender",
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
        self.octets_resent = 0
        self.reported_expected = 0
        self.reported_lost = 0
        self.resender: Resender | None = None
        """For video only."""
        self.outbound: Any = None
        self._cache: PacketCache | None = None
        self._keeps = False
        """Sent packets can be found by their numbers."""
        self._next_slot = 0
        self._length: Any = ffi.new("int *")
        self._counters: Counters = leg.counters

    def attach(self, source: Source | None) -> None:
        """Takes `source` (or nothing) from now on. The memory is made when it is first needed."""
        if source is self.source:
            return
        self.source = source
        self.waiting = True
        if source is not None and self._cache is None:
            # Where lost packets travel in a retransmission stream, the source keeps them.
            self._keeps = self.codec.kind == "video" and not self.leg.takes_rtx
            self._cache = PacketCache(VIDEO_SLOTS if self._keeps else BATCH)
            self.outbound = self.leg.outbound

    def begin(self, sequence: int, timestamp: int, now: float) -> None:
        self.timeline.rebase(sequence, timestamp, now)
        self.waiting = False

    def forward(
        self, packet: Any, size: int, sequence: int, timestamp: int, now: float, number_at: int = 0
    ) -> None:
        """Sends a copy of the decrypted RTP packet at the pointer `packet`, `size` bytes.

        `number_at`: where the packet has its transport-wide number; 0 when it has none.
        """
        timeline = self.timeline
        index = timeline.index(sequence, timestamp, now)
        cache = self._cache
        if index < 0 or cache is None:
            return
        number = index & 0xFFFF
        # A waiting packet's slot must not be written: without a cache by number, slots go around,
        # and no leg lets more wait than there are; with one, nothing waits.
        slot = number & cache.mask if self._keeps else self._next_slot
        start = slot * SLOT_SIZE
        pointer = cache.pointers[slot]
        _memmove(pointer, packet, size)
        stamp = (timestamp + timeline.timestamp_offset) & 0xFFFFFFFF
        _NUMBERS(cache.memory, start + 2, number, stamp, self.ssrc)
        if number_at:
            transport = self.leg.departures.note(size, now)
            cache.memory[start + number_at] = transport >> 8
            cache.memory[start + number_at + 1] = transport & 0xFF
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
        pending = leg.pending
        if not pending:
            leg.outbox.legs.append(leg)
        pending.append(cache.view[start : start + end])
        self._next_slot = (slot + 1) & cache.mask
        if self._keeps or len(pending) == BATCH:
            leg.flush()

    def note_report(self, block: ReportBlock) -> None:
        """What the viewer says of this stream: packets lost, of those sent until now."""
        self.reported_lost = block.lost
        self.reported_expected = self.packets

    def sent_packet(self, sequence: int) -> memoryview | None:
        """The ciphertext that left as `sequence`, while it is still kept."""
        return self._cache.find(sequence) if self._cache is not None else None

    def original_packet(self, sequence: int) -> memoryview | None:
        """What left as `sequence` as its source sent it, decrypted, while it is still kept."""
        source = self.source
        number = self.timeline.source_sequence(sequence)
        if source is None or self.waiting or number is None:
            return None
        return source.cache.find(number)
