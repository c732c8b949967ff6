"""What is due when, in order."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class DeadlineKind(StrEnum):
    """What runs out."""

    OFFER = "offer"
    CALLER = "caller"
    COUNSELOR = "counselor"


class Deadline(NamedTuple):
    """`owner_id` is a session's id, or for COUNSELOR a counselor's."""

    at: float
    kind: DeadlineKind
    owner_id: str


@dataclass(slots=True)
class Deadlines:
    """Sorted, the earliest first."""

    in_order: list[Deadline] = field(default_factory=list)

    def add(self, at: float | None, kind: DeadlineKind, owner_id: str) -> None:
        """Note a deadline; None is no deadline."""
        if at is not None:
            insort(self.in_order, Deadline(at, kind, owner_id))

    def remove(self, at: float | None, kind: DeadlineKind, owner_id: str) -> None:
        """Forget a deadline that was added with the same values."""
        if at is not None:
            place = bisect_left(self.in_order, Deadline(at, kind, owner_id))
            del self.in_order[place]

    def first(self) -> Deadline | None:
        """The earliest."""
        return self.in_order[0] if self.in_order else None
