"""Whose packet is this? Legs by the address they proved to own, and by their ICE user name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relay.udp import SocketAddress, UdpSocket

if TYPE_CHECKING:
    from relay.ice import IceCredentials
    from relay.leg import Leg

MAX_ADDRESSES = 16
"""Validated addresses kept for one leg: its interfaces times our candidates."""


class LegDirectory:
    """Invariant: an address leads to one leg, and a live leg's address is never given to another."""

    def __init__(self, protected_for: float) -> None:
        """A leg counts as live for `protected_for` seconds after it was last heard."""
        self._protected_for = protected_for
        self.by_address: dict[SocketAddress, Leg] = {}
        self._by_ufrag: dict[str, tuple[Leg, str]] = {}

    def expect(self, leg: Leg, credentials: IceCredentials) -> None:
        self._by_ufrag[credentials.ufrag] = (leg, credentials.password)

    def forget_credentials(self, credentials: IceCredentials) -> None:
        self._by_ufrag.pop(credentials.ufrag, None)

    def find(self, ufrag: str) -> tuple[Leg, str] | None:
        """The leg that was given `ufrag`, and the password that goes with it."""
        return self._by_ufrag.get(ufrag)

    def claim(self, leg: Leg, address: SocketAddress, socket: UdpSocket, now: float) -> bool:
        """Makes an address that passed a check usable for `leg`; False when another leg lives there."""
        owner = self.by_address.get(address)
        if owner is not None and owner is not leg:
            if self._lives_there(owner, address, now):
                return False
            self._release(owner, address)
        leg.addresses.pop(address, None)
        leg.addresses[address] = socket
        self.by_address[address] = leg
        if len(leg.addresses) > MAX_ADDRESSES:
            oldest = next(a for a in leg.addresses if a != leg.destination)
            self._release(leg, oldest)
        return True

    def _lives_there(self, owner: Leg, address: SocketAddress, now: float) -> bool:
        """A leg that is connected lives only where its media goes: a check alone can be replayed."""
        heard = now - owner.heard < self._protected_for
        return heard and (owner.destination == address or not owner.ready)

    def forget(self, leg: Leg) -> None:
        """Nothing that arrives leads to `leg` any more."""
        for address in list(leg.addresses):
            self._release(leg, address)
        for credentials in leg.credentials:
            self.forget_credentials(credentials)

    def _release(self, leg: Leg, address: SocketAddress) -> None:
        leg.addresses.pop(address, None)
        self.by_address.pop(address, None)
        if leg.destination == address:
            leg.lose_destination()
