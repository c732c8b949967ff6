"""Sessions counted by network address."""

import pytest

from signaling.errors import WireError
from signaling.wire.address_limits import TIDY_AT, AddressLimits


def test_a_session_counts_from_joining_until_it_is_over() -> None:
    limits, running = AddressLimits(2), {"a", "b"}
    for session in ("a", "b"):
        limits.enter("here", session, running.__contains__)
        limits.joined(session)
    with pytest.raises(WireError, match="Too many"):
        limits.enter("here", "c", running.__contains__)
    limits.enter("there", "c", running.__contains__)
    running.remove("a")
    limits.enter("here", "d", running.__contains__)


def test_a_session_that_is_still_joining_counts_and_a_failed_one_does_not() -> None:
    limits = AddressLimits(1)
    limits.enter("here", "a", lambda _: False)
    with pytest.raises(WireError):
        limits.enter("here", "b", lambda _: False)
    limits.joined("a")
    limits.enter("here", "b", lambda _: False)


def test_addresses_are_forgotten_with_their_sessions() -> None:
    limits = AddressLimits(1)
    for number in range(3 * TIDY_AT):
        limits.enter(f"address {number}", str(number), lambda _: False)
        limits.joined(str(number))
    assert limits.addresses <= TIDY_AT
