"""How long a lost caller is waited for."""

from signaling.desk.settings import DeskSettings
from signaling.desk.words import Mode


def waiting_deadline(settings: DeskSettings, now: float) -> float:
    """Until when a lost caller keeps the place in the queue."""
    return now + settings.waiting_grace


def talking_deadline(settings: DeskSettings, mode: Mode, now: float) -> float:
    """Video has a first, short grace, after which it goes on as text; text has all in one."""
    if mode is Mode.VIDEO:
        return now + settings.caller_grace
    return now + settings.caller_grace + settings.resumable
