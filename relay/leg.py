"""One participant's media connection: its addresses, keys, streams in and streams out."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from relay.codecs import OPUS, VIDEO
from relay.commands import SLOTS
from relay.events import CallEvent, LegFlowing
from relay.ice import IceCredentials
from relay.rate_limit import TokenBucket
from relay.sink import Sink
from relay.srtp import PacketBuffer, SrtpKeys, protect_rtcp
from relay.udp import SocketAddress, UdpSocket

if TYPE_CHECKING:
    from relay.answer import Answer
    from relay.call import Call
    from relay.counters import Counters
    from relay.dtls import DtlsConnection
    from relay.events import Kind
    from relay.source import Source

CHECKS_A_SECOND = 50.0
RESENDS_A_SECOND = 500.0


class Leg:
    """State only; what happens to it is decided by `ice_checks`, `demultiplexer`, `call`, `service`."""

    def __init__(
        self,
        call: Call,
        leg_id: str,
        slot: int,
        counters: Counters,
        scratch: PacketBuffer,
        emit: Callable[[CallEvent], None],
    ) -> None:
        self.call = call
        self.leg_id = leg_id
        self.slot = slot
        self.counters = counters
        self._scratch = scratch
        self._emit = emit

        self.credentials: list[IceCredentials] = []
        self.addresses: dict[SocketAddress, UdpSocket] = {}
        self._new_address_checks = TokenBucket(CHECKS_A_SECOND, 2 * CHECKS_A_SECOND)
        self._known_address_checks = TokenBucket(CHECKS_A_SECOND, 2 * CHECKS_A_SECOND)
        self.resends = TokenBucket(RESENDS_A_SECOND, RESENDS_A_SECOND)

        self.session_id = secrets.randbits(62)
        self.revision = 0
        self.offer_outstanding = False
        self.answer: Answer | None = None
        self.dtls: DtlsConnection | None = None
        self.dtls_address: SocketAddress | None = None
        self._keys: SrtpKeys | None = None
        self.inbound: Any = None
        self.outbound: Any = None

        self.destination: SocketAddress | None = None
        """Where media goes: the address that last authenticated a fresh packet."""
        self.sendto: Callable[..., int] = _nowhere
        self.heard = float("-inf")
        self.media_at = float("-inf")
        self.silent_since: float | None = None

        self.reporter_ssrc = _new_ssrc(set())
        self.sources: dict[int, Source] = {}
        self.sinks = self._make_sinks()
        self.sinks_by_ssrc = {sink.ssrc: sink for sink in self.sinks.values()}
        self.remb_bitrate: int | None = None
        self.reported_at = 0.0

    @property
    def ready(self) -> bool:
        """DTLS is up and there is an address to send to."""
        return self.outbound is not None and self.destination is not None

    def may_check(self, address: SocketAddress, now: float) -> bool:
        """Rate limit of checks. A stranger's flood cannot use up what proven addresses may ask for."""
        bucket = (
            self._known_address_checks if address in self.addresses else self._new_address_checks
        )
        return bucket.take(now)

    def checked(self, ufrag: str, now: float) -> None:
        """A check with `ufrag` was valid. Once a restart's credentials are used, the old ones end."""
        self.heard = now
        if len(self.credentials) > 1 and self.credentials[-1].ufrag == ufrag:
            for old in self.credentials[:-1]:
                self.call.directory.forget_credentials(old)
            del self.credentials[:-1]

    def secure(self, keys: SrtpKeys) -> None:
        """DTLS is complete: media may move to and from the address of the handshake."""
        self._keys = keys
        self.inbound, self.outbound = keys.inbound, keys.outbound
        if self.dtls_address is not None and self.dtls_address in self.addresses:
            self.move(self.dtls_address)

    def move(self, address: SocketAddress) -> None:
        """A fresh packet authenticated from `address`: media goes there from now on."""
        had_none = self.destination is None
        self.destination = address
        self.sendto = self.addresses[address].sendto
        if had_none:
            self.call.wire()

    def lose_destination(self) -> None:
        self.destination = None
        self.sendto = _nowhere
        self.call.wire()

    def began(self, kind: Kind) -> None:
        self._emit(LegFlowing(self.call.call_id, self.leg_id, kind))

    def transmit(self, datagram: bytes | memoryview) -> None:
        """Sends what is encrypted already; a full socket buffer drops it."""
        if self.destination is None:
            return
        try:
            self.sendto(datagram, self.destination)
        except OSError:
            self.counters.dropped_send += 1

    def transmit_dtls(self, datagram: bytes) -> None:
        """To the peer of the handshake while it lasts, then to wherever media goes."""
        address = self.destination if self.outbound is not None else self.dtls_address
        if address is None or address not in self.addresses:
            return
        try:
            self.addresses[address].sendto(datagram, address)
        except OSError:
            self.counters.dropped_send += 1

    def send_rtcp(self, packet: bytes) -> None:
        if not self.ready:
            return
        length = protect_rtcp(self.outbound, self._scratch, packet)
        if length:
            self.counters.rtcp_sent += 1
            self.transmit(self._scratch.view[:length])

    def close(self) -> None:
        """Nothing is sent or taken any more."""
        self.call.directory.forget(self)
        if self.dtls is not None:
            self.dtls.close()
        self.inbound = self.outbound = None
        for source in self.sources.values():
            source.end()

    def _make_sinks(self) -> dict[tuple[int, Kind], Sink]:
        used = {self.reporter_ssrc}
        sinks: dict[tuple[int, Kind], Sink] = {}
        for slot in range(SLOTS):
            if slot != self.slot:
                for codec in (OPUS, VIDEO[self.call.codec]):
                    sinks[slot, codec.kind] = Sink(self, slot, codec, _new_ssrc(used))
        return sinks


def _new_ssrc(used: set[int]) -> int:
    while True:
        ssrc = secrets.randbelow(0xFFFFFFFE) + 1
        if ssrc not in used:
            used.add(ssrc)
            return ssrc


def _nowhere(datagram: bytes | memoryview, address: SocketAddress | None) -> int:
    raise OSError("the leg has no address")
