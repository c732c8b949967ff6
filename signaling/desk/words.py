"""The words of the desk: every code that its commands, events and state are made of."""

from enum import StrEnum


class Mode(StrEnum):
    """How caller and counselor talk; each mode of each centre has a queue of its own."""

    VIDEO = "video"
    TEXT = "text"


class Party(StrEnum):
    """The two sides of a session."""

    CALLER = "caller"
    COUNSELOR = "counselor"


class SessionState(StrEnum):
    """Where a session stands; `transitions.py` says how it may move on."""

    INVITING = "inviting"
    WAITING = "waiting"
    OFFERED = "offered"
    CONNECTED = "connected"
    ON_HOLD = "on_hold"
    WRAP_UP = "wrap_up"
    CLOSED = "closed"
    ABANDONED = "abandoned"


class Availability(StrEnum):
    """What a counselor has said about new offers; sessions that run are not touched by it."""

    OFFLINE = "offline"
    READY = "ready"
    ON_BREAK = "on_break"
    AWAY = "away"


class Priority(StrEnum):
    """Who goes first in a queue, in the order of the members."""

    EMERGENCY = "emergency"
    RETURNED = "returned"
    NORMAL = "normal"

    @property
    def rank(self) -> int:
        """0 goes first."""
        return _RANKS[self]


_RANKS = {priority: rank for rank, priority in enumerate(Priority)}


class EndReason(StrEnum):
    """Why two people stopped talking."""

    ENDED = "ended"
    CALLER_LOST = "caller_lost"


class AbandonReason(StrEnum):
    """Why a session left the queue without an answer."""

    LEFT = "left"
    CALLER_LOST = "caller_lost"


class WithdrawReason(StrEnum):
    """Why an offer was taken back before the counselor said anything."""

    CALLER_LEFT = "caller_left"
    CALLER_LOST = "caller_lost"
    COUNSELOR_LOST = "counselor_lost"
    SIGNED_OUT = "signed_out"
    NOT_READY = "not_ready"
    MODE_SWITCHED = "mode_switched"
    COUNSELOR_BUSY = "counselor_busy"
    RESTART = "restart"


class LeaveReason(StrEnum):
    """Why a counselor left the desk, and with it why their sessions went back to the queue."""

    SIGNED_OUT = "signed_out"
    CONNECTION_LOST = "connection_lost"
