"""One session and one counselor as the desk sees them now. Only `evolve` writes to them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from signaling.desk.queues import QueueKey, QueueName
from signaling.desk.words import Availability, Mode, Priority, SessionState


class Offer(NamedTuple):
    """The outstanding offer of a session."""

    offer_id: str
    counselor_id: str
    expires_at: float


@dataclass(slots=True)
class SessionView:
    """A session that is not over. Times are wall times in seconds."""

    session_id: str
    centre_id: str
    caller_id: str
    inquiry_id: str
    mode: Mode
    priority: Priority
    keeps_record: bool
    queued_at: float
    """When it first joined."""
    order: int
    """The number of its arrival; with the priority it makes the place, and it never changes."""
    waiting_since: float
    """When it joined or came back: what a wait is measured from."""
    joined_place: int | None
    """The place at arrival; None when the wait cannot be compared (it came back or switched)."""
    state: SessionState = SessionState.WAITING
    caller_present: bool = True
    caller_deadline: float | None = None
    counselor_id: str | None = None
    """Set while connected, on hold and in wrap-up."""
    offer: Offer | None = None
    declined_by: list[str] = field(default_factory=list)
    """Who missed it or let it pass, the latest last."""
    connected_at: float | None = None
    ended_at: float | None = None
    reconnect_until: float | None = None
    """Set while the end can be taken back."""

    @property
    def queue_name(self) -> QueueName:
        """The queue that it is in, or would be."""
        return QueueName(self.centre_id, self.mode)

    @property
    def queue_key(self) -> QueueKey:
        """Its position there."""
        return QueueKey(self.priority.rank, self.order, self.session_id)

    @property
    def queued(self) -> bool:
        """Waiting or offered."""
        return self.state in (SessionState.WAITING, SessionState.OFFERED)

    @property
    def talking(self) -> bool:
        """Connected or on hold."""
        return self.state in (SessionState.CONNECTED, SessionState.ON_HOLD)


@dataclass(slots=True)
class CounselorView:
    """A counselor who has been at the desk; `signed_in` says whether they are."""

    counselor_id: str
    centre_id: str
    modes: frozenset[Mode] = frozenset()
    max_text: int = 0
    signed_in: bool = False
    present: bool = False
    lost_deadline: float | None = None
    availability: Availability = Availability.OFFLINE
    reason: str = ""
    sessions: list[str] = field(default_factory=list)
    """Their slots: connected, on hold and in wrap-up, the oldest first."""
    offered: str | None = None
    """The session that they are asked to take."""
    missed_in_row: int = 0
    idle_since: float = 0.0
