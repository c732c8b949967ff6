"""Days as in Korea, nine hours ahead of UTC."""

from datetime import UTC, date, datetime

from recordings.korea_time import day_end, day_of, day_start

DAY = date(2026, 11, 21)


def test_a_day_begins_nine_hours_before_utc() -> None:
    assert day_start(DAY) == datetime(2026, 11, 20, 15, tzinfo=UTC).timestamp()


def test_a_day_ends_where_the_next_begins() -> None:
    assert day_end(DAY) == day_start(date(2026, 11, 22))


def test_every_moment_belongs_to_its_day() -> None:
    assert day_of(day_start(DAY)) == DAY
    assert day_of(day_end(DAY) - 0.001) == DAY
    assert day_of(day_end(DAY)) == date(2026, 11, 22)
