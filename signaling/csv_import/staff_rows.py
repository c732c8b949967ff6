"""Staff from CSV: login, name, role, modes (video text), max_text. They sign in by a one-time link first."""

import uuid
from collections.abc import Sequence
from typing import cast

from recordings import staff
from recordings.connection import Connection
from recordings.seen_keys import SeenKeys
from recordings.staff import NewStaffMember
from recordings.words import Mode, Role
from signaling.csv_import.csv_rows import Rejected, Row
from signaling.csv_import.kind import Item, rejected, unfit_texts
from signaling.staff_checks import LONGEST_NAME, staff_errors

_LONGEST = {"login": 32, "name": LONGEST_NAME, "role": 32, "modes": 32, "max_text": 8}
_MODES = ("video", "text")


class StaffRows:
    """Known again by the login. Empty `modes` are both; empty `max_text` is the setting's number."""

    required = ("login", "name", "role")
    optional = ("modes", "max_text")

    def __init__(self, centre_id: str, default_text: int, now: float) -> None:
        self._centre_id = centre_id
        self._default_text = str(default_text)
        self._now = now

    def check(self, row: Row, seen: SeenKeys) -> Item[NewStaffMember] | list[Rejected]:
        cells = row.cells
        fields = {
            "login": cells["login"].lower(),
            "name": cells["name"],
            "role": cells["role"].lower(),
            "modes": tuple((cells["modes"].lower() or "video text").split()),
            "max_text": cells["max_text"] or self._default_text,
        }
        codes = staff_errors(fields) | unfit_texts(row, _LONGEST)
        if not set(fields["modes"]) <= set(_MODES):
            codes["modes"] = "modes_needed"
        if not codes and seen.count(str(fields["login"])) > 1:
            codes["login"] = "repeated_row"
        if codes:
            return rejected(row, codes)
        new = NewStaffMember(
            id=uuid.uuid4().hex,
            centre_id=self._centre_id,
            login=str(fields["login"]),
            display_name=cells["name"],
            role=cast(Role, fields["role"]),
            created_at=self._now,
            modes=cast(tuple[Mode, ...], tuple(dict.fromkeys(fields["modes"]))),
            max_text_sessions=int(str(fields["max_text"])),
        )
        return Item(row.line, "login", new)

    def already_there(self, conn: Connection, items: Sequence[Item[NewStaffMember]]) -> set[int]:
        known = staff.known_logins(conn, self._centre_id, [item.value.login for item in items])
        return {item.line for item in items if item.value.login in known}

    def store(self, conn: Connection, items: Sequence[Item[NewStaffMember]]) -> None:
        for item in items:
            staff.create(conn, item.value)
