"""RTP streams of the load: ready-made packets out, kept for a while to be sent again."""

from __future__ import annotations

import random
import time
from struct import Struct
from typing import Any

from relay.library_internals import lib
from relay.rtx import wrap
from relay.srtp import PacketBuffer

_pack_header = Struct("!BBHII").pack_into
_protect = lib.srtp_protect

TIME = bytes((0xBE, 0xDE, 0, 1, 0x22, 0, 0, 0))
"""Header extensions (RFC 8285), which SRTP does not encrypt: id 2, abs-send-time, 24 bits."""
TIME_AND_NUMBER = bytes((0xBE, 0xDE, 0, 2, 0x22, 0, 0, 0, 0x31, 0, 0, 0))
"""The same, and id 3, the transport-wide number."""
TIME_TAG = 0x22
TIME_AT = 17
_NUMBER_AT = 21
_KEPT = 256


def abs_send_time() -> int:
    """Seconds modulo 64 as 6.18 fixed point: steps of 3.8 us."""
    return (time.monotonic_ns() << 18) // 1_000_000_000 & 0xFFFFFF


class Uplink:
    """What the streams of one client share: the socket, the numbers of the hop, and its losses."""

    def __init__(self, send: Any, outbound: Any, loss: float = 0.0) -> None:
        self._send = send
        self._outbound = outbound
        self._loss = loss
        self._number = 0
        self.lost = 0

    def send(self, buffer: PacketBuffer, size: int) -> None:
        """Sends the packet in `buffer`, or loses it. Raises `BlockingIOError`: the socket is full."""
        memory = buffer.memory
        memory[TIME_AT : TIME_AT + 3] = abs_send_time().to_bytes(3, "big")
        if memory[15] == 2:
            self._number = number = (self._number + 1) & 0xFFFF
            memory[_NUMBER_AT] = number >> 8
            memory[_NUMBER_AT + 1] = number & 0xFF
        buffer.length[0] = size
        _protect(self._outbound, buffer.pointer, buffer.length)
        if self._loss and random.random() < self._loss:
            self.lost += 1
        else:
            self._send(buffer.view[: buffer.length[0]])


class SentStream:
    """Sends a cycle of bursts (the packets of a frame); every burst has one timestamp."""

    def __init__(
        self,
        bursts: list[list[bytes]],
        payload_type: int,
        ssrc: int,
        step: int,
        extension: bytes,
        uplink: Uplink,
    ) -> None:
        """`step` is how far the timestamp moves with each burst, in the stream's clock."""
        self.packets = 0
        self.bursts = 0
        self.octets = 0
        self.ssrc = ssrc
        self.timestamp = 0
        self._bursts = [[extension + payload for payload in burst] for burst in bursts]
        self._payload_type = payload_type
        self._step = step
        self._uplink = uplink
        self._position = 0
        self._sequence = 1000
        self._buffer = PacketBuffer(2048)
        self._kept: dict[int, tuple[bytes, int, int]] = {}
        self._rtx_sequence = 0

    def send_burst(self) -> None:
        """Raises `BlockingIOError` when the socket is full: then the run is not valid."""
        buffer = self._buffer
        burst = self._bursts[self._position]
        self._position = (self._position + 1) % len(self._bursts)
        self.timestamp = (self.timestamp + self._step) & 0xFFFFFFFF
        last = len(burst) - 1
        for place, content in enumerate(burst):
            self._sequence = (self._sequence + 1) & 0xFFFF
            marked = self._payload_type | (0x80 if place == last else 0)
            self._write(content, marked, self._sequence, self.timestamp)
            size = 12 + len(content)
            self._keep(content, marked)
            self._uplink.send(buffer, size)
            self.octets += size - 12
        self.packets += last + 1
        self.bursts += 1

    def begin_again(self) -> None:
        """With the keyframe at the start of the cycle, as it was asked for."""
        self._position = 0

    def resend(self, sequence: int, payload_type: int, ssrc: int) -> None:
        """As an RTX packet of these (RFC 4588), if it is still kept."""
        kept = self._kept.get(sequence)
        if kept is None:
            return
        self._write(*kept[:2], sequence, kept[2])
        original = memoryview(bytes(self._buffer.view[: 12 + len(kept[0])]))
        self._rtx_sequence = (self._rtx_sequence + 1) & 0xFFFF
        numbers = (sequence, self._rtx_sequence, kept[2], ssrc)
        self._uplink.send(self._buffer, wrap(self._buffer.view, original, payload_type, numbers))

    def _write(self, content: bytes, marked: int, sequence: int, timestamp: int) -> None:
        self._buffer.view[12 : 12 + len(content)] = content
        _pack_header(self._buffer.memory, 0, 0x90, marked, sequence, timestamp, self.ssrc)

    def _keep(self, content: bytes, marked: int) -> None:
        self._kept[self._sequence] = (content, marked, self.timestamp)
        if len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]
