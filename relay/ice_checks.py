"""Connectivity checks: what is answered, what is met with silence (RFC 8445 section 7.3)."""

from relay import stun
from relay.counters import Counters
from relay.leg import Leg
from relay.leg_directory import LegDirectory
from relay.rate_limit import AddressLimiter
from relay.udp import SocketAddress, UdpSocket

CHECKS_A_SECOND = 1000.0
"""From one IP address; a carrier's NAT may stand before many callers."""


class IceChecks:
    """Looks the user name up and asks the limits before any HMAC is computed."""

    def __init__(self, directory: LegDirectory, counters: Counters) -> None:
        self._directory = directory
        self._counters = counters
        self._limiter = AddressLimiter(CHECKS_A_SECOND, 2 * CHECKS_A_SECOND)

    def handle(self, data: bytes, address: SocketAddress, socket: UdpSocket, now: float) -> None:
        ufrag = stun.local_ufrag(data)
        found = self._directory.find(ufrag) if ufrag is not None else None
        if found is None or ufrag is None:
            self._counters.stun_denied += 1
            return
        leg, password = found
        if not (self._limiter.take(address[0], now) and leg.may_check(address, now)):
            self._counters.stun_limited += 1
            return
        request = stun.authenticated_request(data, password)
        if request is None or not self._directory.claim(leg, address, socket, now):
            self._counters.stun_denied += 1
            return
        self._answer(leg, password, request, address, socket)
        leg.checked(ufrag, now)

    def _answer(
        self,
        leg: Leg,
        password: str,
        request: stun.Message,
        address: SocketAddress,
        socket: UdpSocket,
    ) -> None:
        self._counters.stun_ok += 1
        response = stun.success_response(request, (address[0], address[1]), password)
        try:
            socket.sendto(response, address)
        except OSError:
            self._counters.dropped_send += 1
