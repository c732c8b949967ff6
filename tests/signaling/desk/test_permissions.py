"""Who may write where."""

import pytest

from signaling.desk import Party, SessionState, may_write
from tests.signaling.desk.test_transitions import REACHED, in_state

S = SessionState
CALLER_WRITES = {S.WAITING, S.OFFERED, S.CONNECTED, S.ON_HOLD}
COUNSELOR_WRITES = {S.CONNECTED, S.ON_HOLD}


@pytest.mark.parametrize("state", REACHED)
def test_by_state(state: SessionState) -> None:
    desk = in_state(state).desk.state
    assert may_write(desk, "s", Party.CALLER, "caller-s") is (state in CALLER_WRITES)
    assert may_write(desk, "s", Party.COUNSELOR, "c") is (state in COUNSELOR_WRITES)


def test_only_ones_own_session() -> None:
    desk = in_state(S.CONNECTED).desk.state
    assert not may_write(desk, "s", Party.CALLER, "somebody")
    assert not may_write(desk, "s", Party.COUNSELOR, "somebody")
    assert not may_write(desk, "s", Party.COUNSELOR, "caller-s")
    assert not may_write(desk, "nothing", Party.CALLER, "caller-s")
