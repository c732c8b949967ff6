"""Open now, and when that changes: examples that people would check, and properties over random rules."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.korea_time import KOREA, day_start
from recordings.opening_hours import Forced, Holiday, Rules, Span
from signaling.opening import Opening, is_open, opening, spans_of

DAY = (Span(540, 720), Span(780, 1080))
NIGHT = (Span(1320, 1560),)
WEEKDAYS = Rules(always=False, week=(DAY,) * 5 + ((),) * 2)


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=KOREA).timestamp()


@pytest.mark.parametrize(
    ("moment", "open_now", "changes"),
    [
        ("2026-11-23T09:00", True, "2026-11-23T12:00"),  # a Monday
        ("2026-11-23T08:59:59", False, "2026-11-23T09:00"),
        ("2026-11-23T12:00", False, "2026-11-23T13:00"),
        ("2026-11-23T18:00", False, "2026-11-24T09:00"),
        ("2026-11-27T18:00", False, "2026-11-30T09:00"),
        ("2026-11-29T00:00", False, "2026-11-30T09:00"),
    ],
)
def test_weekly_hours(moment: str, open_now: bool, changes: str) -> None:
    assert opening(WEEKDAYS, at(moment)) == Opening(open_now, at(changes))


def test_day_and_night_never_changes() -> None:
    assert opening(Rules(), at("2026-11-23T03:00")) == Opening(True, None)
    allday = Rules(always=False, week=((Span(0, 1440),),) * 7)
    assert opening(allday, at("2026-11-23T03:00")) == Opening(True, None)


def test_without_any_hours_it_never_opens() -> None:
    assert opening(Rules(always=False), at("2026-11-23T03:00")) == Opening(False, None)


def test_past_midnight() -> None:
    monday_night = Rules(always=False, week=(NIGHT,) + ((),) * 6)
    assert opening(monday_night, at("2026-11-24T01:59")) == Opening(True, at("2026-11-24T02:00"))
    assert opening(monday_night, at("2026-11-23T21:00")) == Opening(False, at("2026-11-23T22:00"))
    assert not is_open(monday_night, at("2026-11-23T01:00"))


def test_a_holiday_replaces_the_hours_of_its_date() -> None:
    closed = Holiday("2026-11-23")
    short = Holiday("2026-11-24", (Span(600, 660),))
    rules = Rules(always=False, week=(DAY,) * 7, holidays=(closed, short))
    assert opening(rules, at("2026-11-23T10:00")) == Opening(False, at("2026-11-24T10:00"))
    assert opening(rules, at("2026-11-24T10:30")) == Opening(True, at("2026-11-24T11:00"))
    assert opening(rules, at("2026-11-24T11:00")) == Opening(False, at("2026-11-25T09:00"))


def test_the_night_before_a_holiday_runs_to_its_end() -> None:
    rules = Rules(always=False, week=(NIGHT,) * 7, holidays=(Holiday("2026-11-24"),))
    assert opening(rules, at("2026-11-24T01:00")) == Opening(True, at("2026-11-24T02:00"))
    assert opening(rules, at("2026-11-24T02:00")) == Opening(False, at("2026-11-25T22:00"))


def test_a_day_off_in_hours_of_day_and_night() -> None:
    rules = Rules(always=False, week=((Span(0, 1440),),) * 7, holidays=(Holiday("2026-12-25"),))
    assert opening(rules, at("2026-11-24T01:00")) == Opening(True, at("2026-12-25T00:00"))
    assert opening(rules, at("2026-12-25T23:59")) == Opening(False, at("2026-12-26T00:00"))


def test_forced_goes_before_everything_until_its_time() -> None:
    forced = Rules(forced=Forced("closed", at("2026-11-23T15:00")))
    assert opening(forced, at("2026-11-23T14:00")) == Opening(False, at("2026-11-23T15:00"))
    assert opening(forced, at("2026-11-23T15:00")) == Opening(True, None)
    late = Rules(False, WEEKDAYS.week, (), Forced("open", at("2026-11-23T20:00")))
    assert opening(late, at("2026-11-23T17:00")) == Opening(True, at("2026-11-23T20:00"))
    # At its end the hours say the same as it does, so nothing turns over then.
    over = Rules(False, WEEKDAYS.week, (), Forced("closed", at("2026-11-23T20:00")))
    assert opening(over, at("2026-11-23T10:00")) == Opening(False, at("2026-11-24T09:00"))


FIRST = date(2026, 11, 20)
MINUTES = st.integers(0, 1439)


@st.composite
def day_spans(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = sorted(draw(st.sets(st.integers(0, 2880), max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Span(start, end) for start, end in pairs if start < 1440 and end - start <= 1440)


@st.composite
def some_rules(draw: st.DrawFn) -> Rules:
    days = st.integers(-3, 10).map(lambda ahead: (FIRST + timedelta(days=ahead)).isoformat())
    holidays = draw(st.dictionaries(days, day_spans(), max_size=5))
    forced = st.builds(
        Forced, st.sampled_from(["open", "closed"]), st.integers(0, 10 * 1440).map(_minute)
    )
    return Rules(
        always=draw(st.booleans()) and draw(st.booleans()),
        week=tuple(draw(day_spans()) for _ in range(7)),
        holidays=tuple(Holiday(day, spans) for day, spans in sorted(holidays.items())),
        forced=draw(st.none() | forced),
    )


def _minute(minute: int) -> float:
    return day_start(FIRST) + minute * 60


def by_hand(rules: Rules, minute: int) -> bool:
    """The same in the plainest way: whole minutes, each day's spans painted one by one."""
    moment = _minute(minute)
    if rules.forced and moment < rules.forced.until:
        return rules.forced.state == "open"
    if rules.always:
        return True
    for back in (0, 1):
        day = FIRST + timedelta(days=minute // 1440 - back)
        within = minute % 1440 + back * 1440
        holidays = {holiday.day: holiday.spans for holiday in rules.holidays}
        spans = holidays.get(day.isoformat(), rules.week[day.weekday()])
        if any(within in range(span.start, span.end) for span in spans):
            return True
    return False


@given(some_rules(), st.integers(0, 9 * 1440), st.integers(0, 59))
def test_open_is_what_the_plainest_reading_says(rules: Rules, minute: int, second: int) -> None:
    assert is_open(rules, _minute(minute) + second) == by_hand(rules, minute)


@given(some_rules(), st.integers(0, 2 * 1440))
def test_nothing_turns_over_before_the_next_change_and_it_does_then(
    rules: Rules, minute: int
) -> None:
    now = opening(rules, _minute(minute))
    assert now.open == by_hand(rules, minute)
    last = 9 * 1440
    turns = next((m for m in range(minute + 1, last) if by_hand(rules, m) != now.open), None)
    if turns is not None:
        assert now.changes_at == _minute(turns)
    else:
        assert now.changes_at is None or now.changes_at >= _minute(last)


@given(some_rules(), st.integers(0, 9))
def test_a_day_has_its_holidays_spans_or_its_weekdays(rules: Rules, ahead: int) -> None:
    day = FIRST + timedelta(days=ahead)
    named = [holiday.spans for holiday in rules.holidays if holiday.day == day.isoformat()]
    assert spans_of(rules, day) == (named[0] if named else rules.week[day.weekday()])
