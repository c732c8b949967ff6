"""A new record begins with one centre and a city's lists."""

from sqlalchemy import Connection

from recordings import categories, centres, default_centre, outcomes
from recordings.centres import Centre
from tests.contracts.builders import CENTRE


def test_the_default_centre_has_its_lists_in_order(conn: Connection) -> None:
    keys = [category.key for category in categories.of_centre(conn, CENTRE)]
    assert keys[:5] == ["medical", "work", "benefits", "everyday_calls", "transport"]
    assert keys[-1] == "other"
    names = {outcome.key: outcome.en for outcome in outcomes.of_centre(conn, CENTRE)}
    assert names["relayed_call"] == "Relayed a call"
    assert centres.get(conn, CENTRE) is not None


def test_an_existing_centre_is_left_alone(conn: Connection) -> None:
    before = categories.of_centre(conn, CENTRE)
    default_centre.ensure_default_centre(conn, now=5.0)
    assert categories.of_centre(conn, CENTRE) == before


def test_each_centre_has_its_own_lists(conn: Connection) -> None:
    centres.create(conn, Centre("busan", "부산", "Busan", created_at=1.0))
    assert not categories.exists(conn, "busan", "medical")
    default_centre.seed_lists(conn, "busan")
    assert categories.exists(conn, "busan", "medical")
    assert outcomes.exists(conn, "busan", "answered")
