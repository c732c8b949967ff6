"""The way of a media packet from its datagram to everybody who takes the stream."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING

from relay import rtx
from relay.counters import Counters
from relay.keyframes import rtp_payload
from relay.library_internals import ffi, lib
from relay.rtp_header import transport_number_at
from relay.srtp import PacketBuffer

if TYPE_CHECKING:
    from relay.leg import Leg
    from relay.source import Source
    from relay.udp import SocketAddress

_rtp_header = Struct("!BBHII").unpack_from
_unprotect = lib.srtp_unprotect
_memmove = ffi.memmove


class Intake:
    """Works on the datagram at the start of `buffer`; nothing changes before it authenticates."""

    def __init__(self, buffer: PacketBuffer, counters: Counters) -> None:
        self._counters = counters
        self._buffer = buffer
        self._memory = buffer.memory
        self._pointer = buffer.pointer
        self._length = buffer.length

    def take(self, leg: Leg, size: int, address: SocketAddress, now: float) -> None:
        memory = self._memory
        _, payload_type, sequence, timestamp, ssrc = _rtp_header(memory)
        source = leg.sources.get(ssrc)
        if source is None or payload_type & 0x7F != source.payload_type:
            self._take_retransmission(leg, ssrc, payload_type & 0x7F, size, now)
            return
        length = self._length
        length[0] = size
        if _unprotect(leg.inbound, self._pointer, length):
            self._counters.dropped_srtp += 1
            return
        leg.heard = leg.media_at = now
        newest = source.reception.count(sequence, timestamp, now)
        if newest and address != leg.destination:
            leg.move(address)
        if not source.flowing:
            source.flowing = True
            leg.began(source.codec.kind)
        self._pass_on(source, length[0], now)

    def _take_retransmission(
        self, leg: Leg, ssrc: int, payload_type: int, size: int, now: float
    ) -> None:
        """Unwraps a packet that our own NACK brought, or with which the sender probes the path."""
        source = leg.sources_by_rtx.get(ssrc)
        if source is None or payload_type != source.codec.rtx_payload_type:
            self._counters.dropped_unknown_ssrc += 1
            return
        self._length[0] = size
        if _unprotect(leg.inbound, self._pointer, self._length):
            self._counters.dropped_srtp += 1
            return
        leg.heard = leg.media_at = now
        size = self._length[0]
        at = transport_number_at(self._memory, size)
        if at:
            leg.arrivals.note(self._memory[at] << 8 | self._memory[at + 1], now)
        plain = rtx.unwrap(self._buffer.view, size, source.payload_type, source.ssrc)
        if plain and source.flowing:
            self._pass_on(source, plain, now, repaired=True)

    def _pass_on(self, source: Source, size: int, now: float, repaired: bool = False) -> None:
        memory = self._memory
        _, marked, sequence, timestamp, _ = _rtp_header(memory)
        source.octets += size
        at = 0
        gaps = source.gaps
        if gaps is not None:
            at = transport_number_at(memory, size)
            if at and not repaired:
                source.leg.arrivals.note(memory[at] << 8 | memory[at + 1], now)
            if not gaps.take(sequence, now):
                self._counters.duplicates += 1
                return
            self._counters.packets_repaired += repaired
            source.frames += marked >> 7
            cache = source.cache
            slot = sequence & cache.mask
            _memmove(cache.pointers[slot], self._pointer, size)
            cache.lengths[slot] = size
            cache.sequences[slot] = sequence
        for sink in source.sinks:
            if sink.waiting:
                if not self._may_begin(source, size):
                    continue
                sink.begin(sequence, timestamp, now)
            sink.forward(self._pointer, size, sequence, timestamp, now, at)

    def _may_begin(self, source: Source, size: int) -> bool:
        if source.codec.kind == "audio":
            return True
        payload = rtp_payload(bytes(self._buffer.view[:size]))
        return source.leg.call.starts_keyframe(payload)
