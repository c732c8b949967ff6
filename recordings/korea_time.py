"""Days as people in Korea count them. Korea has had no daylight saving time since 1988."""

from datetime import date, datetime, time, timedelta, timezone

KOREA = timezone(timedelta(hours=9), "KST")


def day_of(at: float) -> date:
    return datetime.fromtimestamp(at, KOREA).date()


def day_start(day: date) -> float:
    """Seconds since 1970, UTC, at which the day begins in Korea."""
    return datetime.combine(day, time(), KOREA).timestamp()


def day_end(day: date) -> float:
    """The first moment that is no longer this day."""
    return day_start(day) + timedelta(days=1).total_seconds()
