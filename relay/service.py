"""The relay: takes commands, tells events, owns the sockets, the calls and every leg."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable

import structlog
from aiortc import RTCCertificate

from relay.command_handlers import CommandHandlers
from relay.commands import CallCommand
from relay.counters import Counters
from relay.demultiplexer import Demultiplexer
from relay.errors import CommandError
from relay.events import CallEvent, CommandFailed
from relay.leg_directory import LegDirectory
from relay.liveness import check_silence
from relay.reports import REPORT_INTERVAL, send_reports
from relay.settings import RelaySettings
from relay.udp import UdpSocket, bind

TICK = 0.1
"""Seconds between two looks at every leg: silence, reports, put-off keyframe requests."""

log = structlog.get_logger()


class Relay:
    """One worker: one UDP port, any number of calls. Used from the thread of its event loop only."""

    @classmethod
    async def start(cls, settings: RelaySettings, on_event: Callable[[CallEvent], None]) -> Relay:
        """Binds the port and begins. `on_event` is called from the loop's thread.

        Raises `OSError` when the port is in use or the host is not an address of this machine.
        """
        counters = Counters()
        sockets = bind(settings.host, settings.port, settings.socket_buffer, counters)
        return cls(settings, on_event, counters, sockets)

    def __init__(
        self,
        settings: RelaySettings,
        on_event: Callable[[CallEvent], None],
        counters: Counters,
        sockets: list[UdpSocket],
    ) -> None:
        """Use `start`. Needs a running event loop."""
        self.settings = settings
        self.port = sockets[0].port
        self._on_event = on_event
        self._counters = counters
        self._sockets = sockets
        directory = LegDirectory(settings.quiet_silent_after)
        self._demultiplexer = Demultiplexer(directory, counters)
        self._handlers = CommandHandlers(
            settings,
            self.port,
            RTCCertificate.generateCertificate(),
            directory,
            counters,
            self._emit,
        )
        loop = asyncio.get_running_loop()
        for socket in sockets:
            socket.start(loop, self._demultiplexer.buffer, self._demultiplexer.handle)
        self._ticking = loop.create_task(self._tick_for_ever())

    def submit(self, command: CallCommand) -> None:
        """Carries a command out. Never raises: what cannot be done is told as `CommandFailed`."""
        try:
            self._handlers.carry_out(command)
        except CommandError as error:
            self._emit(_failure(command, error))
        except Exception:
            log.exception("relay.command_failed", command_type=type(command).__name__)
            self._emit(_failure(command, CommandError("internal_error")))

    def counters(self) -> dict[str, int]:
        """What was counted since the start, and how many calls and legs are open now."""
        snapshot = self._counters.snapshot()
        snapshot["calls"] = len(self._handlers.calls)
        snapshot["legs"] = len(self._handlers.legs)
        return snapshot

    async def close(self) -> None:
        """Closes every leg, telling so, and the sockets. May be called twice."""
        self._ticking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._ticking
        await self._handlers.shut_down()
        for socket in self._sockets:
            socket.close()
        self._sockets = []

    def _emit(self, event: CallEvent) -> None:
        try:
            self._on_event(event)
        except Exception:  # a listener's fault must not stop media
            log.exception("relay.listener_failed", event_type=type(event).__name__)

    async def _tick_for_ever(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            try:
                self._tick(time.monotonic())
            except Exception:
                self._counters.dropped_internal_error += 1
                log.exception("relay.tick_failed")

    def _tick(self, now: float) -> None:
        settings = self.settings
        for leg in list(self._handlers.legs.values()):
            if leg.outbound is None:
                continue
            event = check_silence(leg, settings.silent_after, settings.quiet_silent_after, now)
            if event is not None:
                self._emit(event)
            for source in list(leg.sources.values()):
                source.request_keyframe_if_due(now)
            if now - leg.reported_at >= REPORT_INTERVAL:
                leg.reported_at = now
                send_reports(leg, now)


def _failure(command: CallCommand, error: CommandError) -> CommandFailed:
    call_id = getattr(command, "call_id", "")
    leg_id = getattr(command, "leg_id", "")
    return CommandFailed(type(command).__name__, error.code, str(error), call_id, leg_id)
