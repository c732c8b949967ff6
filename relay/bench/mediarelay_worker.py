"""The peer: aiortc's `MediaRelay` behind the same lines as `worker`. It decodes and encodes again."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import aioice.ice
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.contrib.media import MediaRelay

from relay.bench.worker import serve_lines, write_event
from relay.commands import AnswerLeg, CallCommand, OpenLeg
from relay.events import CallEvent, LegOffer

CONFIGURATION = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)


class Forwarded(MediaStreamTrack):
    """Sends on what the other leg's track brings, once there is one."""

    def __init__(self, kind: str, source: "asyncio.Future[MediaStreamTrack]") -> None:
        super().__init__()
        self.kind = kind
        self._source = source

    async def recv(self) -> Any:
        return await (await self._source).recv()


class MediaRelayServer:
    """Calls of two legs; `OpenLeg` and `AnswerLeg` are all that it understands."""

    def __init__(self, on_event: Callable[[CallEvent], None]) -> None:
        self._on_event = on_event
        self._relay = MediaRelay()
        self._connections: dict[str, RTCPeerConnection] = {}
        self._tracks: dict[tuple[str, int, str], asyncio.Future[MediaStreamTrack]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def submit(self, command: CallCommand) -> None:
        if isinstance(command, OpenLeg):
            self._spawn(self._offer(command))
        elif isinstance(command, AnswerLeg):
            description = RTCSessionDescription(command.sdp, "answer")
            self._spawn(self._connections[command.leg_id].setRemoteDescription(description))

    def counters(self) -> dict[str, int]:
        return {"packets_forwarded": 0}

    async def close(self) -> None:
        await asyncio.gather(*(pc.close() for pc in self._connections.values()))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _offer(self, command: OpenLeg) -> None:
        connection = self._connections[command.leg_id] = RTCPeerConnection(CONFIGURATION)
        for kind in ("audio", "video"):
            other = self._track(command.call_id, 1 - command.slot, kind)
            connection.addTrack(Forwarded(kind, other))

        @connection.on("track")
        def on_track(track: MediaStreamTrack) -> None:
            mine = self._track(command.call_id, command.slot, track.kind)
            mine.set_result(self._relay.subscribe(track))

        await connection.setLocalDescription(await connection.createOffer())
        sdp = connection.localDescription.sdp
        self._on_event(LegOffer(command.call_id, command.leg_id, 1, sdp, "0", "1", ()))

    def _track(self, call_id: str, slot: int, kind: str) -> "asyncio.Future[MediaStreamTrack]":
        key = (call_id, slot, kind)
        if key not in self._tracks:
            self._tracks[key] = asyncio.get_running_loop().create_future()
        return self._tracks[key]


def _loopback_only(use_ipv4: bool, use_ipv6: bool) -> list[str]:
    return ["127.0.0.1"] if use_ipv4 else []


async def _serve() -> None:
    # aioice leaves loopback out; the load runs nowhere else.
    aioice.ice.get_host_addresses = _loopback_only
    await serve_lines(MediaRelayServer(write_event))


if __name__ == "__main__":
    asyncio.run(_serve())
