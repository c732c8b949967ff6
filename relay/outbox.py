"""Media that waits for the end of a wakeup, so that the packets of a frame leave in one system call."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relay.leg import Leg

BATCH = 16
"""Packets that one leg lets wait; the memory of each stays untouched so long."""


class Outbox:
    """The legs that have something waiting. A leg may be in it twice."""

    def __init__(self) -> None:
        self.legs: list[Leg] = []

    def flush(self) -> None:
        legs, self.legs = self.legs, []
        for leg in legs:
            leg.flush()
