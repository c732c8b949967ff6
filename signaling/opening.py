"""Whether a way of talking is open, and when that changes. Pure: rules and a moment in, an answer out.

A span belongs to the day on which it begins: a night shift that began before a holiday runs to its end,
and a holiday's own hours may reach into the day after. Korea has no daylight saving time, so a day has
1440 minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from recordings.korea_time import day_of, day_start
from recordings.opening_hours import Rules, Span

HORIZON_DAYS = 400
"""How far ahead a change is looked for: over a year of holidays."""
LONGEST_SPAN_DAYS = 1
"""A span ends at the latest on the day after it began."""


@dataclass(frozen=True)
class Opening:
    """`changes_at` is when `open` turns over (seconds since 1970, UTC); None: not within a year."""

    open: bool
    changes_at: float | None


def opening(rules: Rules, at: float) -> Opening:
    """Open at this moment, and when that changes next."""
    now = is_open(rules, at)
    turns = (moment for moment in _boundaries(rules, at) if is_open(rules, moment) != now)
    return Opening(now, next(turns, None))


def is_open(rules: Rules, at: float) -> bool:
    """What is forced goes before holidays, holidays before the week."""
    if rules.forced is not None and at < rules.forced.until:
        return rules.forced.state == "open"
    return rules.always or any(start <= at < end for start, end in _around(rules, day_of(at)))


def spans_of(rules: Rules, day: date) -> tuple[Span, ...]:
    """The spans that begin on this day."""
    text = day.isoformat()
    for holiday in rules.holidays:
        if holiday.day == text:
            return holiday.spans
    return rules.week[day.weekday()]


def _around(rules: Rules, day: date) -> list[tuple[float, float]]:
    """Everything that may be running on this day, as moments."""
    days = [day - timedelta(days=back) for back in range(LONGEST_SPAN_DAYS + 1)]
    return [_moments(each, span) for each in days for span in spans_of(rules, each)]


def _moments(day: date, span: Span) -> tuple[float, float]:
    midnight = day_start(day)
    return midnight + span.start * 60, midnight + span.end * 60


def _boundaries(rules: Rules, at: float) -> Iterator[float]:
    """Every later moment at which something may turn over, in order."""
    until = rules.forced.until if rules.forced is not None and at < rules.forced.until else at
    if until > at:
        yield until
    if rules.always:
        return
    ends_before: list[float] = []
    first = day_of(until) - timedelta(days=LONGEST_SPAN_DAYS)
    for ahead in range(HORIZON_DAYS + LONGEST_SPAN_DAYS + 1):
        day = first + timedelta(days=ahead)
        edges = [edge for span in spans_of(rules, day) for edge in _moments(day, span)]
        midnight = day_start(day) + 24 * 3600
        later = sorted({*ends_before, *edges})
        yield from (edge for edge in later if until < edge < midnight)
        ends_before = [edge for edge in later if edge >= midnight]
