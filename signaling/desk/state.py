"""The live state of the desk: the views are the truth, and the indexes are derived from them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from signaling.desk.deadlines import DeadlineKind, Deadlines
from signaling.desk.queues import Queue, QueueName
from signaling.desk.roster import Roster
from signaling.desk.settings import DeskSettings
from signaling.desk.views import CounselorView, SessionView
from signaling.desk.words import SessionState


class WaitSample(NamedTuple):
    """One comparable wait: answered at `at`, after `waited` seconds, from `place` at arrival."""

    at: float
    waited: float
    place: int


@dataclass(slots=True)
class DeskState:
    """Read-only for everybody but `evolve`."""

    settings: DeskSettings = field(default_factory=DeskSettings)
    sessions: dict[str, SessionView] = field(default_factory=dict)
    """All that are not closed or abandoned, by id."""
    counselors: dict[str, CounselorView] = field(default_factory=dict)
    """All that have signed in since the desk began, by id."""
    closed: dict[str, SessionView] = field(default_factory=dict)
    """Closed sessions whose end can still be taken back."""
    waits: dict[QueueName, list[WaitSample]] = field(default_factory=dict)
    """The latest comparable waits, for estimates."""
    unattended: set[QueueName] = field(default_factory=set)
    last_order: int = 0
    queues: dict[QueueName, Queue] = field(default_factory=dict)
    """Derived."""
    deadlines: Deadlines = field(default_factory=Deadlines)
    """Derived."""
    roster: Roster = field(default_factory=Roster)
    """Derived."""
    callers: dict[str, str] = field(default_factory=dict)
    """Derived: caller id to the id of the session in which they wait or talk."""

    def index_session(self, session: SessionView) -> None:
        """Enter a session into the indexes."""
        if session.queued:
            queue = self.queues.setdefault(session.queue_name, Queue())
            waits = session.state is SessionState.WAITING
            queue.add(session.queue_key, can_be_offered=waits and session.caller_present)
        if session.state is not SessionState.WRAP_UP:
            self.callers[session.caller_id] = session.session_id
        expires_at = session.offer.expires_at if session.offer else None
        self.deadlines.add(expires_at, DeadlineKind.OFFER, session.session_id)
        self.deadlines.add(session.caller_deadline, DeadlineKind.CALLER, session.session_id)

    def unindex_session(self, session: SessionView) -> None:
        """Take a session out of the indexes, before any of its fields is changed."""
        if session.queued:
            self.queues[session.queue_name].remove(session.queue_key)
        if session.state is not SessionState.WRAP_UP:
            self.callers.pop(session.caller_id, None)
        expires_at = session.offer.expires_at if session.offer else None
        self.deadlines.remove(expires_at, DeadlineKind.OFFER, session.session_id)
        self.deadlines.remove(session.caller_deadline, DeadlineKind.CALLER, session.session_id)

    def index_counselor(self, counselor: CounselorView) -> None:
        """Enter a counselor into the indexes, after their sessions were changed."""
        self.roster.add(counselor, self.sessions)
        at, counselor_id = counselor.lost_deadline, counselor.counselor_id
        self.deadlines.add(at, DeadlineKind.COUNSELOR, counselor_id)

    def unindex_counselor(self, counselor: CounselorView) -> None:
        """Take a counselor out of the indexes, before any of their fields is changed."""
        self.roster.remove(counselor)
        at, counselor_id = counselor.lost_deadline, counselor.counselor_id
        self.deadlines.remove(at, DeadlineKind.COUNSELOR, counselor_id)
