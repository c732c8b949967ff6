"""The last packets of one outgoing stream, encrypted, so that they can be sent again as they are."""

from typing import Any

from relay.library_internals import ffi

SLOT_SIZE = 1536
"""Bytes a slot: the longest packet taken (`MAX_PACKET`) and what protecting adds."""

MAX_PACKET = 1500


class PacketCache:
    """A ring of `slots` (a power of two) packets; a packet's slot follows from its number.

    A slot is `EMPTY` while its bytes are not a finished ciphertext, so plaintext never leaves.
    """

    EMPTY = -1

    __slots__ = ("lengths", "mask", "memory", "pointers", "sequences", "view")

    def __init__(self, slots: int) -> None:
        self.mask = slots - 1
        self.memory = bytearray(slots * SLOT_SIZE)
        self.view = memoryview(self.memory)
        base = ffi.from_buffer("char[]", self.memory)
        self.pointers: list[Any] = [base + slot * SLOT_SIZE for slot in range(slots)]
        self.sequences = [self.EMPTY] * slots
        self.lengths = [0] * slots

    def find(self, sequence: int) -> memoryview | None:
        """The ciphertext sent as `sequence`, while it is still kept."""
        slot = sequence & self.mask
        if self.sequences[slot] != sequence:
            return None
        start = slot * SLOT_SIZE
        return self.view[start : start + self.lengths[slot]]
