"""Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01): built and read.

Times are whole ticks of 250 us; a report says, for a run of numbers, when each packet arrived.
"""

from collections.abc import Sequence
from struct import Struct
from typing import NamedTuple

TICKS_A_SECOND = 4000
MAX_STATUSES = 1024
"""Packets that one report is about; a longer one is not read."""

_HEAD = Struct("!HHI")
_REFERENCE = 256  # ticks: 64 ms
_LOST, _SMALL, _LARGE = 0, 1, 2
_RUN_LIMIT = 0x1FFF
_VECTOR = 7  # symbols of two bits in a chunk


class Arrival(NamedTuple):
    """`ticks` is None for a packet that did not arrive."""

    number: int
    ticks: int | None


def build(first: int, count: int, arrivals: Sequence[tuple[int, int]]) -> bytes:
    """The report on the numbers from `first` (padded to 4 bytes), without the RTCP head.

    `arrivals`: (number, ticks), not empty; all others of the 65,536 are lost. The first arrived
    packet sets the reference time. Raises `ValueError` for an arrival 8 s away from the one before.
    """
    ordered = sorted(((number - first) & 0xFFFF, ticks) for number, ticks in arrivals)
    statuses = ordered[-1][0] + 1
    reference = ordered[0][1] // _REFERENCE
    symbols = bytearray(statuses)
    deltas = bytearray()
    before = reference * _REFERENCE
    for place, ticks in ordered:
        delta = ticks - before
        before = ticks
        if 0 <= delta <= 0xFF:
            symbols[place] = _SMALL
            deltas.append(delta)
        elif -0x8000 <= delta <= 0x7FFF:
            symbols[place] = _LARGE
            deltas += (delta & 0xFFFF).to_bytes(2, "big")
        else:
            raise ValueError("arrivals too far apart")
    head = _HEAD.pack(first, statuses, (reference & 0xFFFFFF) << 8 | count & 0xFF)
    body = head + _chunks(symbols) + bytes(deltas)
    return body + bytes(-len(body) % 4)


def _chunks(symbols: bytearray) -> bytes:
    if len(set(symbols)) == 1 and len(symbols) <= _RUN_LIMIT:
        return (symbols[0] << 13 | len(symbols)).to_bytes(2, "big")
    chunks = bytearray()
    for start in range(0, len(symbols), _VECTOR):
        word = 0b11
        for symbol in symbols[start : start + _VECTOR].ljust(_VECTOR, b"\0"):
            word = word << 2 | symbol
        chunks += word.to_bytes(2, "big")
    return bytes(chunks)


def read(body: bytes) -> list[Arrival]:
    """What a feedback packet (with its two SSRCs) reports; empty when it is broken or too long."""
    if len(body) < 16:
        return []
    first, count, word = _HEAD.unpack_from(body, 8)
    if not 0 < count <= MAX_STATUSES:
        return []
    symbols, position = _symbols(body, count)
    ticks = (word >> 8) * _REFERENCE
    arrivals = []
    for place in range(len(symbols)):
        symbol = symbols[place]
        if symbol == _LOST:
            arrivals.append(Arrival((first + place) & 0xFFFF, None))
            continue
        if symbol > _LARGE or position + symbol > len(body):
            return []
        if symbol == _SMALL:
            ticks += body[position]
        else:
            ticks += int.from_bytes(body[position : position + 2], "big", signed=True)
        position += symbol
        arrivals.append(Arrival((first + place) & 0xFFFF, ticks))
    return arrivals


def _symbols(body: bytes, count: int) -> tuple[list[int], int]:
    """At most `count` symbols, and where the deltas begin."""
    symbols: list[int] = []
    position = 16
    while len(symbols) < count and position + 2 <= len(body):
        chunk = body[position] << 8 | body[position + 1]
        position += 2
        if not chunk & 0x8000:
            symbols += [chunk >> 13] * min(chunk & _RUN_LIMIT, count - len(symbols))
        elif chunk & 0x4000:
            symbols += [chunk >> shift & 3 for shift in range(12, -1, -2)]
        else:
            symbols += [chunk >> shift & 1 for shift in range(13, -1, -1)]
    if len(symbols) < count:
        return [], position
    return symbols[:count], position
