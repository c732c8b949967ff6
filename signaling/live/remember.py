"""Keeps `LiveSession` in step with desk events: what the pages show that the desk forgets."""

from collections.abc import Mapping
from functools import singledispatch

from signaling.desk import events as desk
from signaling.live.live_session import NO_MEDIA, LiveSession


def remember(
    event: desk.Event, sessions: Mapping[str, LiveSession], names: Mapping[str, str]
) -> None:
    """`names` are the display names of the staff by id."""
    session = sessions.get(getattr(event, "session_id", None) or "")
    if session is not None:
        _apply(event, session, names)


@singledispatch
def _apply(event: desk.Event, session: LiveSession, names: Mapping[str, str]) -> None:
    """Most events change nothing here."""


@_apply.register
def _(event: desk.SessionConnected, session: LiveSession, names: Mapping[str, str]) -> None:
    session.counselor_name = names.get(event.counselor_id, "")
    session.answered_at = session.answered_at or event.at
    session.counselor_media = NO_MEDIA


@_apply.register
def _(event: desk.SessionRequeued, session: LiveSession, names: Mapping[str, str]) -> None:
    session.counselor_name = ""
    session.counselor_media = NO_MEDIA


@_apply.register
def _(event: desk.ModeSwitched, session: LiveSession, names: Mapping[str, str]) -> None:
    session.text_only = False


@_apply.register
def _(event: desk.VideoDropped, session: LiveSession, names: Mapping[str, str]) -> None:
    session.text_only = True
    session.caller_media = NO_MEDIA


@_apply.register
def _(event: desk.SessionEnded, session: LiveSession, names: Mapping[str, str]) -> None:
    session.ended_at = event.at
    session.ended_by = str(event.by) if event.by else "system"
    session.caller_media = session.counselor_media = NO_MEDIA


@_apply.register
def _(event: desk.SessionReconnected, session: LiveSession, names: Mapping[str, str]) -> None:
    session.ended_at = None
    session.ended_by = ""


@_apply.register
def _(event: desk.SessionAbandoned, session: LiveSession, names: Mapping[str, str]) -> None:
    session.ended_at = event.at
    session.ended_by = "caller" if event.reason == "left" else "system"
