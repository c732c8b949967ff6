"""The desk: a pure, deterministic state machine with authority over queue, counselors and sessions.

Standard library only, no clock, no I/O. Commands are in `commands`, what happened in `events`.
"""

from signaling.desk.attendance import staff_on_duty
from signaling.desk.decide import decide
from signaling.desk.desk import Desk
from signaling.desk.errors import ERROR_CODES, DeskError
from signaling.desk.estimate import WaitEstimate, estimate_wait
from signaling.desk.event_codec import event_from_dict, event_to_dict
from signaling.desk.evolve import evolve
from signaling.desk.permissions import may_write
from signaling.desk.queues import QueueName
from signaling.desk.settings import DeskSettings
from signaling.desk.state import DeskState
from signaling.desk.views import CounselorView, SessionView
from signaling.desk.words import (
    AbandonReason,
    Availability,
    EndReason,
    LeaveReason,
    Mode,
    Party,
    Priority,
    SessionState,
    WithdrawReason,
)

__all__ = [
    "ERROR_CODES",
    "AbandonReason",
    "Availability",
    "CounselorView",
    "Desk",
    "DeskError",
    "DeskSettings",
    "DeskState",
    "EndReason",
    "LeaveReason",
    "Mode",
    "Party",
    "Priority",
    "QueueName",
    "SessionState",
    "SessionView",
    "WaitEstimate",
    "WithdrawReason",
    "decide",
    "estimate_wait",
    "event_from_dict",
    "event_to_dict",
    "evolve",
    "may_write",
    "staff_on_duty",
]
