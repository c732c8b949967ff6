"""The service in numbers: what is open now for callers, and the gauges of `/metrics`."""

from collections.abc import Mapping
from typing import Any

from signaling.desk import CounselorView, DeskState, Mode, QueueName
from signaling.live import present
from signaling.live.hours import Hours


def centre_summary(state: DeskState, centre_id: str, hours: Hours, now: float) -> dict[str, Any]:
    """What is open now, for the page that a caller sees first."""
    return {
        mode.value: _queue_summary(state, QueueName(centre_id, mode), now)
        | _hours_summary(hours, mode, now)
        for mode in Mode
    }


def _hours_summary(hours: Hours, mode: Mode, now: float) -> dict[str, Any]:
    """`opens_at` while closed, `closes_at` while open; null where nothing changes within a year."""
    opening, said = hours.at(mode.value, now), hours.of(mode.value)
    return {
        "open": opening.open,
        "opens_at": None if opening.open else opening.changes_at,
        "closes_at": opening.changes_at if opening.open else None,
        "message": {"ko": said.message_ko, "en": said.message_en},
        "clip": said.clip,
    }


def _queue_summary(state: DeskState, name: QueueName, now: float) -> dict[str, Any]:
    queue = state.queues.get(name)
    waiting = len(queue.everyone) if queue else 0
    place = present.place_at(state, name, waiting + 1, now)
    estimate = place.estimate
    return {
        "signers_ready": sum(_works(each, name.mode) for each in state.counselors.values()),
        "waiting": waiting,
        "estimate": {"low": estimate.low, "high": estimate.high} if estimate else None,
    }


def _works(counselor: CounselorView, mode: Mode) -> bool:
    return counselor.signed_in and mode in counselor.modes and counselor.availability == "ready"


def gauges(state: DeskState, open_calls: int) -> Mapping[str, float]:
    """Numbers about no person."""
    waiting = {name.mode: len(queue.everyone) for name, queue in state.queues.items()}
    return {
        "sessions": len(state.sessions),
        "waiting_video": waiting.get(Mode.VIDEO, 0),
        "waiting_text": waiting.get(Mode.TEXT, 0),
        "counselors_signed_in": sum(each.signed_in for each in state.counselors.values()),
        "calls_open": open_calls,
    }
