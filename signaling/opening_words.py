"""Opening hours as an administrator types them: `09:00-12:00, 22:00-02:00`, one line a holiday.

`parse_…` and `show_…` are each other's inverse but for spaces and order.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise

from recordings.korea_time import KOREA
from recordings.opening_hours import DAY_MINUTES, Holiday, Span

MOST_SPANS = 8
MOST_HOLIDAYS = 200
CLOSED_WORDS = ("closed", "휴무")
_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*[-~–]\s*([0-9]{1,2}):([0-9]{2})")


def parse_spans(text: str) -> tuple[Span, ...]:
    """Spans of one day in order; an end at or before its start is on the day after. Empty: closed.

    Raises:
        ValueError: not of this form, or two of them overlap.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    spans = sorted(_span(part) for part in parts)
    overlapping = any(one.end > other.start for one, other in pairwise(spans))
    if overlapping or len(spans) > MOST_SPANS:
        raise ValueError(text)
    return tuple(spans)


def show_spans(spans: Iterable[Span]) -> str:
    return ", ".join(f"{_clock(span.start)}-{_clock(span.end)}" for span in spans)


def parse_holidays(text: str) -> tuple[Holiday, ...]:
    """One a line: date, then `closed` or spans, then a name if wanted. In the order of the dates.

    Raises:
        ValueError: its argument is the line that cannot be read, or names a date for the second time.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    holidays: dict[str, Holiday] = {}
    for line in lines:
        holiday = _holiday(line)
        if holiday.day in holidays or len(holidays) >= MOST_HOLIDAYS:
            raise ValueError(line)
        holidays[holiday.day] = holiday
    return tuple(sorted(holidays.values(), key=lambda holiday: holiday.day))


def show_holidays(holidays: Iterable[Holiday], language: str) -> str:
    closed = CLOSED_WORDS[0] if language == "en" else CLOSED_WORDS[1]
    return "\n".join(
        f"{holiday.day} {show_spans(holiday.spans) or closed} {holiday.name}".rstrip()
        for holiday in holidays
    )


def parse_moment(text: str) -> float:
    """What `<input type=datetime-local>` gives, as a moment in Korea.

    Raises:
        ValueError: no date and time.
    """
    return datetime.fromisoformat(text).replace(tzinfo=KOREA).timestamp()


def show_moment(at: float) -> str:
    return datetime.fromtimestamp(at, KOREA).strftime("%Y-%m-%dT%H:%M")


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    start, end = _minutes(found[1], found[2]), _minutes(found[3], found[4])
    if start >= DAY_MINUTES:
        raise ValueError(text)
    return Span(start, end if end > start else end + DAY_MINUTES)


def _minutes(hour: str, minute: str) -> int:
    """24:00 is the end of the day.

    Raises:
        ValueError: no time of day.
    """
    minutes = int(hour) * 60 + int(minute)
    if int(minute) > 59 or minutes > DAY_MINUTES:
        raise ValueError(f"{hour}:{minute}")
    return minutes


def _clock(minutes: int) -> str:
    within = minutes if minutes <= DAY_MINUTES else minutes - DAY_MINUTES
    return f"{within // 60:02}:{within % 60:02}"


def _holiday(line: str) -> Holiday:
    day, _, rest = line.partition(" ")
    try:
        return _holiday_on(date.fromisoformat(day), rest.strip())
    except ValueError:
        raise ValueError(line) from None


def _holiday_on(day: date, rest: str) -> Holiday:
    word, _, name = rest.partition(" ")
    if word in CLOSED_WORDS:
        return Holiday(day.isoformat(), (), name.strip()[:60])
    spans = re.match(rf"({_SPAN.pattern}(\s*,\s*)?)+", rest)
    if spans is None:
        raise ValueError(rest)
    return Holiday(day.isoformat(), parse_spans(spans[0]), rest[spans.end() :].strip()[:60])
