"""Every datagram enters here and goes by its first byte to STUN, DTLS or SRTP (RFC 7983)."""

from struct import Struct

from relay.counters import Counters
from relay.feedback import handle_rtcp
from relay.ice_checks import IceChecks
from relay.keyframes import rtp_payload
from relay.leg import Leg
from relay.leg_directory import LegDirectory
from relay.library_internals import lib
from relay.packet_cache import MAX_PACKET
from relay.source import Source
from relay.srtp import PacketBuffer, unprotect_rtcp
from relay.udp import SocketAddress, UdpSocket

BUFFER_SIZE = 2048
MEDIA_DECIDES = 1.0
"""Seconds since the last SRTP packet for which only SRTP can move a leg's media."""

_rtp_header = Struct("!BBHII").unpack_from
_unprotect = lib.srtp_unprotect


class Demultiplexer:
    """Nothing here answers or changes anything for a packet that does not authenticate."""

    def __init__(self, directory: LegDirectory, counters: Counters) -> None:
        self._legs = directory.by_address
        self._checks = IceChecks(directory, counters)
        self._counters = counters
        self.buffer = PacketBuffer(BUFFER_SIZE)
        self._memory = self.buffer.memory
        self._pointer = self.buffer.pointer
        self._length = self.buffer.length

    def handle(self, size: int, address: SocketAddress, socket: UdpSocket, now: float) -> None:
        """Takes the datagram of `size` bytes at the start of `buffer`; `now` is monotonic."""
        counters = self._counters
        counters.packets_received += 1
        first = self._memory[0] if size else 255
        if 127 < first < 192:
            leg = self._legs.get(address)
            if leg is None:
                counters.dropped_unknown_address += 1
            elif size < 12 or size > MAX_PACKET:
                counters.dropped_too_long += size > 12
                counters.dropped_malformed += size < 12
            elif leg.inbound is None:
                counters.dropped_not_ready += 1
            elif 191 < self._memory[1] < 224:  # RFC 5761 section 4
                self._take_rtcp(leg, size, address, now)
            else:
                self._take_rtp(leg, size, address, now)
        elif first < 4:
            self._checks.handle(bytes(self.buffer.view[:size]), address, socket, now)
        elif 19 < first < 64:
            self._take_dtls(size, address)
        else:
            counters.dropped_malformed += 1

    def _take_rtp(self, leg: Leg, size: int, address: SocketAddress, now: float) -> None:
        _, payload_type, sequence, timestamp, ssrc = _rtp_header(self._memory)
        source = leg.sources.get(ssrc)
        if source is None or payload_type & 0x7F != source.codec.payload_type:
            self._counters.dropped_unknown_ssrc += 1
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
        size = length[0]
        for sink in source.sinks:
            if sink.waiting:
                if not self._may_begin(source, size):
                    continue
                sink.begin(sequence, timestamp, now)
            sink.forward(self._pointer, size, sequence, timestamp, now)

    def _may_begin(self, source: Source, size: int) -> bool:
        if source.codec.kind == "audio":
            return True
        payload = rtp_payload(bytes(self.buffer.view[:size]))
        return source.leg.call.starts_keyframe(payload)

    def _take_rtcp(self, leg: Leg, size: int, address: SocketAddress, now: float) -> None:
        plain = unprotect_rtcp(leg.inbound, self.buffer, size)
        if not plain:
            self._counters.dropped_srtp += 1
            return
        self._counters.rtcp_received += 1
        leg.heard = now
        # SRTCP may arrive late from an old address, so it moves only legs that send no media.
        if address != leg.destination and now - leg.media_at > MEDIA_DECIDES:
            leg.move(address)
        handle_rtcp(leg, bytes(self.buffer.view[:plain]), now)

    def _take_dtls(self, size: int, address: SocketAddress) -> None:
        leg = self._legs.get(address)
        if leg is None or leg.dtls is None:
            self._counters.dropped_unknown_address += 1
            return
        if not leg.dtls.push(bytes(self.buffer.view[:size])):
            self._counters.dropped_queue_full += 1
        elif leg.outbound is None:
            leg.dtls_address = address
