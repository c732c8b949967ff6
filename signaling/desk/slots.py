"""Who has room for what: one video session alone, or several text sessions."""

from collections.abc import Mapping

from signaling.desk.views import CounselorView, SessionView
from signaling.desk.words import Availability, Mode


def has_room(
    sessions: Mapping[str, SessionView],
    counselor: CounselorView,
    mode: Mode,
    besides: str | None = None,
) -> bool:
    """Whether the counselor works in `mode` and a slot is free, not counting session `besides`.

    Wrap-up occupies a slot like a talk.
    """
    others = [session_id for session_id in counselor.sessions if session_id != besides]
    if mode not in counselor.modes:
        return False
    if mode is Mode.VIDEO:
        return not others
    in_video = any(sessions[session_id].mode is Mode.VIDEO for session_id in others)
    return not in_video and len(others) < counselor.max_text


def on_duty(counselor: CounselorView, mode: Mode) -> bool:
    """Signed in, ready and working in `mode`; a lost connection counts only after the grace."""
    return (
        counselor.availability is Availability.READY
        and counselor.signed_in
        and mode in counselor.modes
    )


def can_be_offered(
    sessions: Mapping[str, SessionView], counselor: CounselorView, mode: Mode
) -> bool:
    """On duty, connected, with room, and not being asked already."""
    return (
        on_duty(counselor, mode)
        and counselor.present
        and counselor.offered is None
        and has_room(sessions, counselor, mode)
    )
