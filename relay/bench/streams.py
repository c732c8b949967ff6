"""RTP streams of the load: ready-made packets out, counting and delay in."""

from __future__ import annotations

import time
from struct import Struct
from typing import Any

from relay.library_internals import lib
from relay.srtp import PacketBuffer

_HEADER = Struct("!BBHII")
_rtp_header = _HEADER.unpack_from
_pack_header = _HEADER.pack_into
_protect = lib.srtp_protect
_unprotect = lib.srtp_unprotect

EXTENSION = bytes((0xBE, 0xDE, 0, 1, 0x22, 0, 0, 0))
"""One header extension (RFC 8285): id 2, abs-send-time, 24 bits. Not encrypted by SRTP."""
PAYLOAD_START = 12 + len(EXTENSION)
_TIME_AT = 17
SAMPLE_EVERY = 50
"""Every so many packets the received payload is compared with what was sent."""


def abs_send_time() -> int:
    """Seconds modulo 64 as 6.18 fixed point: steps of 3.8 us."""
    return (time.monotonic_ns() << 18) // 1_000_000_000 & 0xFFFFFF


class SentStream:
    """Sends a cycle of bursts (the packets of a frame); every burst has one timestamp."""

    def __init__(
        self, bursts: list[list[bytes]], payload_type: int, ssrc: int, step: int, outbound: Any
    ) -> None:
        """`step` is how far the timestamp moves with each burst, in the stream's clock."""
        self.packets = 0
        self.octets = 0
        self.ssrc = ssrc
        self.timestamp = 0
        self._bursts = [[EXTENSION + payload for payload in burst] for burst in bursts]
        self._payload_type = payload_type
        self._step = step
        self._outbound = outbound
        self._position = 0
        self._sequence = 1000
        self._buffer = PacketBuffer(2048)

    def send_burst(self, send: Any) -> None:
        """Raises `BlockingIOError` when the socket is full: then the run is not valid."""
        buffer = self._buffer
        burst = self._bursts[self._position]
        self._position = (self._position + 1) % len(self._bursts)
        self.timestamp = (self.timestamp + self._step) & 0xFFFFFFFF
        last = len(burst) - 1
        for place, content in enumerate(burst):
            self._sequence = (self._sequence + 1) & 0xFFFF
            size = 12 + len(content)
            buffer.view[12:size] = content
            marked = self._payload_type | (0x80 if place == last else 0)
            _pack_header(buffer.memory, 0, 0x90, marked, self._sequence, self.timestamp, self.ssrc)
            buffer.memory[_TIME_AT : _TIME_AT + 3] = abs_send_time().to_bytes(3, "big")
            buffer.length[0] = size
            _protect(self._outbound, buffer.pointer, buffer.length)
            send(buffer.view[: buffer.length[0]])
            self.octets += size - 12
        self.packets += last + 1


class ReceivedStreams:
    """All that one client receives, counted together."""

    def __init__(self) -> None:
        self.packets = 0
        self.broken = 0
        self.compared = 0
        self.ssrcs: set[int] = set()
        self.delays: list[int] = []
        """In steps of `abs_send_time`."""

    def take(self, buffer: PacketBuffer, size: int, inbound: Any, payloads: set[bytes]) -> None:
        """Takes the SRTP packet in `buffer`; one that does not decrypt counts as broken."""
        buffer.length[0] = size
        if _unprotect(inbound, buffer.pointer, buffer.length):
            self.broken += 1
            return
        memory = buffer.memory
        self.packets += 1
        if memory[0] & 0x10 and memory[16] == EXTENSION[4]:
            sent = int.from_bytes(memory[_TIME_AT : _TIME_AT + 3], "big")
            self.delays.append((abs_send_time() - sent) & 0xFFFFFF)
        if self.packets % SAMPLE_EVERY == 1:
            self.ssrcs.add(_rtp_header(memory)[4])
            self.compared += 1
            payload = bytes(memory[PAYLOAD_START : buffer.length[0]])
            self.broken += bool(payloads) and payload not in payloads
