"""What several administrators' forms read in the same way."""

from collections.abc import Mapping

from signaling.opening_words import parse_moment

LATEST_DAYS = 366
"""How far ahead a form's moment may lie."""


def line(fields: Mapping[str, str], name: str) -> str:
    """A field of one line."""
    return " ".join(fields.get(name, "").split())


def text(fields: Mapping[str, str], name: str) -> str:
    """A field of many lines; browsers send them with CR LF."""
    return fields.get(name, "").replace("\r\n", "\n").strip()


def version(fields: Mapping[str, str]) -> int:
    """The version that a form was made from; what is no number fits none."""
    number = whole(fields.get("version", ""))
    return -1 if number is None else number


def whole(typed: str) -> int | None:
    """A whole number from 0 to 99999."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None


def moment(typed: str, now: float) -> float | None:
    """A date and time in Korea, not in another age: what is too far off makes no sense in a form."""
    try:
        at = parse_moment(typed)
    except (ValueError, OverflowError):
        return None
    return at if 0 <= at <= now + LATEST_DAYS * 86_400 else None
