"""Categories from CSV: key, ko, en, parent (a main category's key), position, active (yes or no)."""

import re
from collections.abc import Iterable, Sequence

from recordings import categories
from recordings.categories import Category
from recordings.connection import Connection
from recordings.seen_keys import SeenKeys
from signaling.csv_import.csv_rows import Rejected, Row
from signaling.csv_import.kind import Item, rejected, unfit_texts

_LONGEST = {"key": 64, "ko": 60, "en": 60, "parent": 64, "position": 8, "active": 8}
_KEY = re.compile(r"[a-z0-9_]{1,64}")
_POSITION = re.compile(r"[0-9]{1,6}")
_ACTIVE = {"": True, "yes": True, "no": False}


class CategoryRows:
    """Known again by the key. The tree has two levels: a parent has no parent itself.

    `known` is what the record holds, `main` the keys of the file's own rows without a parent, which may
    stand below the rows that name them. Without `position` a category comes after all that are there.
    """

    required = ("key", "ko", "en")
    optional = ("parent", "position", "active")

    def __init__(self, centre_id: str, known: Iterable[Category], main: Iterable[str]) -> None:
        self._centre_id = centre_id
        by_key = {category.key: category for category in known}
        self._known = frozenset(by_key)
        self._parents = frozenset(main) - self._known | {
            key for key, category in by_key.items() if category.parent is None
        }
        self._after = 1 + max((category.position for category in by_key.values()), default=0)

    def check(self, row: Row, seen: SeenKeys) -> Item[Category] | list[Rejected]:
        cells = row.cells
        codes = self._errors(cells) | unfit_texts(row, _LONGEST)
        if not codes and seen.count(cells["key"]) > 1:
            codes["key"] = "repeated_row"
        if codes:
            return rejected(row, codes)
        new = Category(
            centre_id=self._centre_id,
            key=cells["key"],
            ko=cells["ko"],
            en=cells["en"],
            position=int(cells["position"] or self._after + row.line),
            parent=cells["parent"] or None,
            active=_ACTIVE[cells["active"].lower()],
        )
        return Item(row.line, "key", new)

    def _errors(self, cells: dict[str, str]) -> dict[str, str]:
        codes = {name: "name_needed" for name in ("ko", "en") if not cells[name]}
        if not _KEY.fullmatch(cells["key"]):
            codes["key"] = "key_form"
        if cells["parent"] and cells["parent"] not in self._parents:
            codes["parent"] = "unknown_parent"
        if cells["position"] and not _POSITION.fullmatch(cells["position"]):
            codes["position"] = "number_range"
        if cells["active"].lower() not in _ACTIVE:
            codes["active"] = "yes_or_no"
        return codes

    def already_there(self, conn: Connection, items: Sequence[Item[Category]]) -> set[int]:
        known = {category.key for category in categories.of_centre(conn, self._centre_id)}
        return {item.line for item in items if item.value.key in known}

    def store(self, conn: Connection, items: Sequence[Item[Category]]) -> None:
        if items:
            categories.add(conn, [item.value for item in items])


def main_keys(rows: Iterable[Row | Rejected]) -> set[str]:
    """The keys of a file's rows that have no parent and nothing wrong with them."""
    alone = CategoryRows("", [], [])
    with SeenKeys() as nothing_seen:
        checked = [
            alone.check(row, nothing_seen)
            for row in rows
            if isinstance(row, Row) and not row.cells["parent"]
        ]
    return {item.value.key for item in checked if isinstance(item, Item)}
