"""What has happened: the truth that state is rebuilt from.

Events hold ids, times (wall time in seconds since the epoch), numbers and codes only, never free
text or contact details. An event concerns one session at most; one that concerns several is
repeated for each.
"""

from dataclasses import dataclass

from signaling.desk.words import (
    AbandonReason,
    Availability,
    EndReason,
    LeaveReason,
    Mode,
    Party,
    Priority,
    WithdrawReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The base of all events."""

    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionQueued(Event):
    """A new session waits. `continues`: the ended session that it takes up again.

    `order` numbers the arrivals of a desk; `place` is the place (1 is first) at arrival.
    """

    centre_id: str
    session_id: str
    caller_id: str
    inquiry_id: str
    mode: Mode
    priority: Priority
    keeps_record: bool
    order: int
    place: int
    continues: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMade(Event):
    """A counselor is asked, until `expires_at`."""

    session_id: str
    counselor_id: str
    offer_id: str
    expires_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMissed(Event):
    """Nobody answered in time; `missed_in_row` counts this one."""

    session_id: str
    counselor_id: str
    offer_id: str
    missed_in_row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPassed(Event):
    """The counselor let it pass."""

    session_id: str
    counselor_id: str
    offer_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWithdrawn(Event):
    """The desk took the offer back; the session keeps its place."""

    session_id: str
    counselor_id: str
    offer_id: str
    reason: WithdrawReason


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionConnected(Event):
    """The counselor answered, `waited` seconds after the session began (or came back) to wait."""

    session_id: str
    counselor_id: str
    mode: Mode
    waited: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHeld(Event):
    """The talk halts."""

    session_id: str
    counselor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionResumed(Event):
    """The talk goes on."""

    session_id: str
    counselor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeSwitched(Event):
    """The same session in another mode. `caller_deadline`: new end of a lost caller's grace."""

    session_id: str
    counselor_id: str | None
    mode: Mode
    by: Party
    caller_deadline: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLost(Event):
    """A connection is gone; at `deadline` the desk acts.

    A counselor's loss is told once for each of their sessions, or once without a session.
    """

    party: Party
    session_id: str | None
    counselor_id: str | None
    deadline: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyReturned(Event):
    """A connection is back; repeated like `PartyLost`."""

    party: Party
    session_id: str | None
    counselor_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRequeued(Event):
    """`counselor_id` is gone and the session waits again, in front.

    `caller_deadline`: until when the place is kept, when the caller is lost too.
    """

    session_id: str
    counselor_id: str
    priority: Priority
    reason: LeaveReason
    caller_deadline: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoDropped(Event):
    """The caller's grace is over: text only, resumable until `resumable_until`."""

    session_id: str
    counselor_id: str
    resumable_until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(Event):
    """Talking is over and wrap-up begins. `by` is None when nobody ended it on purpose."""

    session_id: str
    counselor_id: str
    by: Party | None
    reason: EndReason
    reconnect_until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReconnected(Event):
    """The caller took the end back, and the same counselor is there."""

    session_id: str
    counselor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionAbandoned(Event):
    """The queue was left without an answer, after `waited` seconds."""

    session_id: str
    reason: AbandonReason
    waited: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClosed(Event):
    """Wrap-up is done; `closed_by` is the counselor or an administrator."""

    session_id: str
    counselor_id: str
    closed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounselorSignedIn(Event):
    """A counselor is at the desk (offline until they say otherwise), or their skills changed."""

    centre_id: str
    counselor_id: str
    modes: frozenset[Mode]
    max_text: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CounselorSignedOut(Event):
    """A counselor left; only wrap-ups stay with them."""

    counselor_id: str
    reason: LeaveReason


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityChanged(Event):
    """By the counselor, or by the desk with the reason `missed_offers`."""

    counselor_id: str
    availability: Availability
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueUnattended(Event):
    """Somebody waits and nobody is ready for this mode."""

    centre_id: str
    mode: Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueAttended(Event):
    """Somebody is ready again, or nobody waits any more."""

    centre_id: str
    mode: Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineShifted(Event):
    """All deadlines moved `by` seconds: the server was down for so long."""

    by: float
