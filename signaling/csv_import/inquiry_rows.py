"""Old inquiries from CSV: date, number, category, outcome, subject, notes. Only the date must be there."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from recordings import old_inquiries
from recordings.categories import Category
from recordings.connection import Connection
from recordings.korea_time import KOREA
from recordings.old_inquiries import OldInquiry
from recordings.outcomes import Outcome
from recordings.seen_keys import SeenKeys
from signaling.csv_import.csv_rows import Rejected, Row
from signaling.csv_import.kind import Item, rejected, unfit_texts

_LONGEST = {
    "date": 20,
    "number": 32,
    "category": 64,
    "outcome": 64,
    "subject": 200,
    "notes": 20_000,
}
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/.-]{2,31}")
_DATE_FORMS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "%Y-%m-%d"),
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d"), "%Y-%m-%d %H:%M"),
)


class InquiryRows:
    """Known again by the number; without one by the content, and by how many rows with this content
    came before it in the file: two old inquiries may well look alike, and are two.

    Category and outcome may be given by key or by their Korean or English name.
    """

    required = ("date",)
    optional = ("number", "category", "outcome", "subject", "notes")

    def __init__(
        self,
        centre_id: str,
        categories: Iterable[Category],
        outcomes: Iterable[Outcome],
        now: float,
    ) -> None:
        self._centre_id = centre_id
        self._categories = _by_name(categories)
        self._outcomes = _by_name(outcomes)
        self._now = now

    def check(self, row: Row, seen: SeenKeys) -> Item[OldInquiry] | list[Rejected]:
        cells = row.cells
        number, opened_at = cells["number"].upper(), _time(cells["date"])
        codes = {}
        if opened_at is None or not 0 <= opened_at <= self._now:
            codes["date"] = "date_form"
        if number and not _NUMBER.fullmatch(number):
            codes["number"] = "number_form"
        if cells["category"] and cells["category"].lower() not in self._categories:
            codes["category"] = "unknown_category"
        if cells["outcome"] and cells["outcome"].lower() not in self._outcomes:
            codes["outcome"] = "unknown_outcome"
        codes |= unfit_texts(row, _LONGEST)
        if codes or opened_at is None:
            return rejected(row, codes)
        content = _key({"number": number} if number else cells)
        times = seen.count(content)
        if number and times > 1:
            return [Rejected(row.line, "number", "repeated_row")]
        old = OldInquiry(
            id=_id(self._centre_id, content, times),
            centre_id=self._centre_id,
            number=number or None,
            opened_at=opened_at,
            category=self._categories.get(cells["category"].lower()),
            outcome=self._outcomes.get(cells["outcome"].lower()),
            subject=cells["subject"],
            notes=cells["notes"],
        )
        return Item(row.line, "number" if number else "date", old)

    def already_there(self, conn: Connection, items: Sequence[Item[OldInquiry]]) -> set[int]:
        known = old_inquiries.already_there(conn, [item.value for item in items])
        return {item.line for item in items if item.value.id in known}

    def store(self, conn: Connection, items: Sequence[Item[OldInquiry]]) -> None:
        old_inquiries.add(conn, [item.value for item in items])


def _by_name(entries: Iterable[Category | Outcome]) -> dict[str, str]:
    """Keys by everything that one may be called; a key goes before a name."""
    listed = list(entries)
    names = {name.lower(): entry.key for entry in listed for name in (entry.ko, entry.en)}
    return names | {entry.key: entry.key for entry in listed}


def _time(text: str) -> float | None:
    for pattern, form in _DATE_FORMS:
        if pattern.fullmatch(text):
            try:
                return (
                    datetime.strptime(text.replace("T", " "), form)
                    .replace(tzinfo=KOREA)
                    .timestamp()
                )
            except ValueError:
                return None
    return None


def _key(cells: dict[str, str]) -> str:
    return json.dumps(cells, sort_keys=True)


def _id(centre_id: str, content: str, times: int) -> str:
    """Never change how it is made: a file that was imported before would be imported again."""
    return hashlib.sha256(json.dumps([centre_id, content, times]).encode()).hexdigest()[:32]
