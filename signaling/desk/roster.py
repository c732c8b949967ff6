"""Who is on duty for which queue, and who of them is free: found without asking everybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from signaling.desk.queues import QueueName
from signaling.desk.slots import can_be_offered, on_duty
from signaling.desk.views import CounselorView, SessionView
from signaling.desk.words import Mode


@dataclass(slots=True)
class Roster:
    """Ids of counselors for each queue."""

    on_duty: dict[QueueName, set[str]] = field(default_factory=dict)
    """Ready, busy or not."""
    free: dict[QueueName, set[str]] = field(default_factory=dict)
    """Those of them who can be made an offer now."""

    def add(self, counselor: CounselorView, sessions: Mapping[str, SessionView]) -> None:
        """Enter a counselor wherever they belong."""
        for mode in counselor.modes:
            name = QueueName(counselor.centre_id, mode)
            if on_duty(counselor, mode):
                self.on_duty.setdefault(name, set()).add(counselor.counselor_id)
            if can_be_offered(sessions, counselor, mode):
                self.free.setdefault(name, set()).add(counselor.counselor_id)

    def remove(self, counselor: CounselorView) -> None:
        """Take a counselor out, before any of their fields is changed."""
        for mode in Mode:
            name = QueueName(counselor.centre_id, mode)
            for ids in (self.on_duty.get(name), self.free.get(name)):
                if ids:
                    ids.discard(counselor.counselor_id)
