"""Opening hours as stored: the same rules come back, and one editor at a time changes them."""

import pytest
from sqlalchemy import Connection

from recordings import opening_hours
from recordings.errors import VersionConflict
from recordings.opening_hours import Forced, Holiday, ModeHours, Rules, Span
from tests.contracts.builders import CENTRE

NIGHT = (Span(540, 720), Span(1320, 1560))
RULES = Rules(
    always=False,
    week=(NIGHT,) * 5 + ((),) * 2,
    holidays=(Holiday("2026-12-25", (), "성탄절"), Holiday("2026-12-31", NIGHT)),
    forced=Forced("closed", 1_800_000_000.5),
)


def test_a_mode_that_was_never_set_is_always_open(conn: Connection) -> None:
    found = opening_hours.of_centre(conn, CENTRE)
    assert found == {"video": ModeHours("video"), "text": ModeHours("text")}
    assert found["video"].rules.always


def test_what_is_saved_comes_back_for_its_mode_alone(conn: Connection) -> None:
    first = opening_hours.save(conn, CENTRE, ModeHours("video", RULES, "닫힘", "Closed", "clip"))
    assert first.version == 1
    found = opening_hours.of_centre(conn, CENTRE)
    assert found["video"] == first
    assert found["video"].rules == RULES
    assert found["text"] == ModeHours("text")
    assert opening_hours.of_centre(conn, "elsewhere")["video"].version == 0


def test_the_second_editor_is_told(conn: Connection) -> None:
    opening_hours.save(conn, CENTRE, ModeHours("text", RULES))
    with pytest.raises(VersionConflict) as caught:
        opening_hours.save(conn, CENTRE, ModeHours("text"))
    assert caught.value.current.rules == RULES  # type: ignore[attr-defined]
    second = opening_hours.save(conn, CENTRE, ModeHours("text", version=1))
    assert (second.version, second.rules.always) == (2, True)
