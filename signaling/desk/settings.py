"""The numbers that the desk is run with."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """All times in seconds.

    Raises `ValueError` when a number is not above zero.
    """

    offer_seconds: float = 20.0
    """How long an offer stands before it counts as missed."""
    missed_offers_until_away: int = 3
    """Misses in a row after which the counselor is set away."""
    counselor_grace: float = 60.0
    """A lost counselor keeps the sessions that run for so long."""
    caller_grace: float = 60.0
    """A lost caller's video is kept for so long."""
    resumable: float = 1800.0
    """After the caller's grace: the session goes on as text, and can be resumed for so long."""
    waiting_grace: float = 1800.0
    """A lost waiting caller keeps the place for so long."""
    reconnect_seconds: float = 60.0
    """After the end the caller may take it back for so long."""
    max_text_sessions: int = 3
    """Text sessions at once for one counselor; a counselor's own number may be lower."""

    def __post_init__(self) -> None:
        for field in fields(self):
            if not getattr(self, field.name) > 0:
                raise ValueError(f"{field.name} must be above zero")
