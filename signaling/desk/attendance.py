"""Noticing queues in which people wait and nobody is ready."""

from signaling.desk.context import Context
from signaling.desk.events import Event, QueueAttended, QueueUnattended
from signaling.desk.queues import QueueName
from signaling.desk.state import DeskState


def attendance_changes(context: Context) -> list[Event]:
    """What has changed since it was last said."""
    events: list[Event] = []
    for name, queue in context.state.queues.items():
        unattended = bool(queue.everyone) and staff_on_duty(context.state, name) == 0
        if unattended == (name in context.state.unattended):
            continue
        change = QueueUnattended if unattended else QueueAttended
        events.append(change(at=context.now, centre_id=name.centre_id, mode=name.mode))
    return events


def staff_on_duty(state: DeskState, name: QueueName) -> int:
    """How many counselors are ready for a queue, busy ones too."""
    return len(state.roster.on_duty.get(name, ()))
