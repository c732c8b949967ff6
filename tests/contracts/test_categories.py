"""Categories are a list that an administrator can change."""

from sqlalchemy import Connection

from recordings import categories
from recordings.categories import Category
from tests.contracts.builders import CENTRE


def test_an_added_category_is_shown_in_its_place(conn: Connection) -> None:
    night = Category(
        CENTRE, "night_bus", "심야 버스", "Night bus", 4, parent="transport", active=False
    )
    categories.add(conn, [night])
    shown = categories.of_centre(conn, CENTRE)
    assert night in shown
    assert [category.position for category in shown] == sorted(c.position for c in shown)


def test_only_known_keys_exist(conn: Connection) -> None:
    assert categories.exists(conn, CENTRE, "medical")
    assert not categories.exists(conn, CENTRE, "MEDICAL")
    assert not categories.exists(conn, "elsewhere", "medical")
