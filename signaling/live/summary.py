"""The service in numbers: what is open now for callers, and the gauges of `/metrics`."""

import time
from collections.abc import Mapping
from typing import Any

from signaling.desk import CounselorView, DeskState, Mode, QueueName
from signaling.live import present


def centre_summary(state: DeskState, centre_id: str) -> dict[str, Any]:
    """What is open now, for the page that a caller sees first."""
    return {mode.value: _mode_summary(state, QueueName(centre_id, mode)) for mode in Mode}


def _mode_summary(state: DeskState, name: QueueName) -> dict[str, Any]:
    queue = state.queues.get(name)
    waiting = len(queue.everyone) if queue else 0
    place = present.place_at(state, name, waiting + 1, time.time())
    estimate = place.estimate
    return {
        "open": True,
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
