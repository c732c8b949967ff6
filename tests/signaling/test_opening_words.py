"""Hours as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.opening_hours import Holiday, Span
from signaling.opening_words import (
    parse_holidays,
    parse_moment,
    parse_spans,
    show_holidays,
    show_moment,
    show_spans,
)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ()),
        (" , ", ()),
        ("09:00-18:00", (Span(540, 1080),)),
        ("13:00 ~ 18:00, 9:00–12:00", (Span(540, 720), Span(780, 1080))),
        ("22:00-02:00", (Span(1320, 1560),)),
        ("00:00-24:00", (Span(0, 1440),)),
        ("00:00-00:00", (Span(0, 1440),)),
        ("09:00-09:00", (Span(540, 1980),)),
    ],
)
def test_spans_are_read(text: str, spans: tuple[Span, ...]) -> None:
    assert parse_spans(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "9-18",
        "09:00",
        "09:60-10:00",
        "24:00-25:00",
        "24:00-01:00",
        "25:00-26:00",
        "09:00-12:00 13:00-14:00",
        "09:00-12:00, 11:00-13:00",
        "22:00-02:00, 23:00-23:30",
        ", ".join(f"{hour:02}:00-{hour:02}:30" for hour in range(9)),
        "<b>",
        "٠٩:٠٠-١٠:٠٠",
    ],
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_spans(text)


def test_holidays_are_read_in_the_order_of_their_dates() -> None:
    text = "2026-12-31 09:00-12:00, 13:00-15:00 연말\n\n 2026-12-25 휴무 성탄절 \n2027-01-01 closed"
    assert parse_holidays(text) == (
        Holiday("2026-12-25", (), "성탄절"),
        Holiday("2026-12-31", (Span(540, 720), Span(780, 900)), "연말"),
        Holiday("2027-01-01"),
    )


@pytest.mark.parametrize(
    "line",
    ["2026-02-30 closed", "2026-12-25", "2026-12-25 성탄절", "12-25 closed", "2026-12-25 9-12"],
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_holidays(f"2026-12-24 closed\n{line}")
    assert caught.value.args == (line,)


def test_a_date_is_named_once() -> None:
    with pytest.raises(ValueError, match="again"):
        parse_holidays("2026-12-25 closed\n2026-12-25 closed again")


SPANS = st.sampled_from(["", "09:00-12:00", "09:00-12:00, 22:00-02:00", "00:00-24:00"])
DAYS = st.dates().map(lambda day: day.isoformat())
NAMES = st.sampled_from(["", "설날", "Christmas Eve"])


@given(st.dictionaries(DAYS, st.tuples(SPANS, NAMES), max_size=5), st.sampled_from(["ko", "en"]))
def test_what_is_shown_is_read_as_the_same(days: dict[str, tuple[str, str]], language: str) -> None:
    holidays = tuple(
        Holiday(day, parse_spans(spans), name) for day, (spans, name) in sorted(days.items())
    )
    assert parse_holidays(show_holidays(holidays, language)) == holidays
    for holiday in holidays:
        assert parse_spans(show_spans(holiday.spans)) == holiday.spans


def test_a_moment_is_koreas() -> None:
    assert parse_moment("1970-01-01T09:00") == 0.0
    assert show_moment(0.0) == "1970-01-01T09:00"
    with pytest.raises(ValueError):
        parse_moment("tomorrow")
