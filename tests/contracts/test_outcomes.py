"""Outcomes are a list that an administrator can change."""

from sqlalchemy import Connection

from recordings import outcomes
from recordings.outcomes import Outcome
from tests.contracts.builders import CENTRE


def test_an_added_outcome_is_shown_last(conn: Connection) -> None:
    visit = Outcome(CENTRE, "visit", "방문 안내", "Sent to an office", 99)
    outcomes.add(conn, [visit])
    assert outcomes.of_centre(conn, CENTRE)[-1] == visit


def test_only_known_keys_exist(conn: Connection) -> None:
    assert outcomes.exists(conn, CENTRE, outcomes.ABANDONED)
    assert not outcomes.exists(conn, CENTRE, "no such")
