"""What is kept of a decision about hours is never out of date."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.korea_time import KOREA
from recordings.opening_hours import Forced, ModeHours, Rules, Span
from signaling.errors import WireError
from signaling.live.hours import Hours
from signaling.opening import Opening, opening

MONDAY = datetime(2026, 11, 23, tzinfo=KOREA).timestamp()
OFFICE = Rules(always=False, week=((Span(540, 1080),),) * 5 + ((),) * 2)
FORCED = Rules(forced=Forced("closed", MONDAY + 7200))


@given(
    st.sampled_from([OFFICE, FORCED, Rules(), Rules(always=False)]),
    st.lists(
        st.integers(0, 8 * 86_400).map(lambda second: MONDAY + second), min_size=2, max_size=8
    ),
)
def test_every_moment_is_answered_as_if_it_were_the_first(
    rules: Rules, moments: list[float]
) -> None:
    """Clocks may jump either way."""
    hours = Hours()
    hours.use({"video": ModeHours("video", rules)})
    for moment in moments:
        assert hours.at("video", moment) == opening(rules, moment)


def test_a_change_by_an_administrator_counts_at_once() -> None:
    hours = Hours()
    assert hours.at("text", MONDAY) == Opening(True, None)
    hours.use({"text": ModeHours("text", OFFICE)})
    assert not hours.at("text", MONDAY).open
    with pytest.raises(WireError, match="closed") as caught:
        hours.require_open("text", MONDAY)
    assert caught.value.code == "closed_now"
    hours.require_open("text", MONDAY + 9 * 3600)
