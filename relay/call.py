"""The legs of one session, and which stream goes where."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from relay.commands import SLOTS, Codec
from relay.errors import CommandError
from relay.keyframes import STARTS_KEYFRAME
from relay.source import Source

if TYPE_CHECKING:
    from relay.leg import Leg
    from relay.leg_directory import LegDirectory


class Call:
    def __init__(
        self, call_id: str, codec: Codec, max_bitrate: int, directory: LegDirectory
    ) -> None:
        self.call_id = call_id
        self.codec = codec
        self.max_bitrate = max_bitrate
        """bit/s that any sender of video is ever told."""
        self.directory = directory
        self.starts_keyframe = STARTS_KEYFRAME[codec]
        self.started = False
        self.legs: dict[int, Leg] = {}

    def check_slot(self, slot: int) -> None:
        """Raises `CommandError` when no leg can be opened there."""
        if not 0 <= slot < SLOTS:
            raise CommandError("bad_slot")
        if slot in self.legs:
            raise CommandError("slot_taken")

    def start(self) -> None:
        """Raises `CommandError` when it is started already."""
        if self.started:
            raise CommandError("call_already_started")
        self.started = True
        self.wire()

    def stop(self) -> None:
        """Raises `CommandError` when it is not started."""
        if not self.started:
            raise CommandError("call_not_started")
        self.started = False
        self.wire()

    def wire(self) -> None:
        """Sets who takes what, after any change of legs, keys, sources or `started`."""
        for slot, leg in self.legs.items():
            for source in leg.sources.values():
                self._wire_source(slot, source)
        for leg in self.legs.values():
            for sink in leg.sinks.values():
                if sink.source is not None and sink not in sink.source.sinks:
                    sink.attach(None)

    def _wire_source(self, slot: int, source: Source) -> None:
        viewers = [
            leg
            for leg in self.legs.values()
            if self.started and leg.slot != slot and leg.ready and source.leg.ready
        ]
        source.sinks = [leg.sinks[slot, source.codec.kind] for leg in viewers]
        joined = [sink for sink in source.sinks if sink.source is not source]
        for sink in joined:
            sink.attach(source)
        if joined and source.codec.kind == "video":
            source.want_keyframe(time.monotonic(), at_once=True)
