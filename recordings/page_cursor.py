"""Where a page of a list ended, as text that a browser sends back."""

import math

import msgspec

from recordings.errors import RecordError


class PageCursor(msgspec.Struct, frozen=True):
    """The last row shown: its time and its id, which orders rows of the same time."""

    at: float
    row_id: str

    def encode(self) -> str:
        return f"{self.at!r}~{self.row_id}"


def decode_cursor(text: str) -> PageCursor:
    """Raises RecordError `bad_cursor`."""
    at, separator, row_id = text.partition("~")
    try:
        cursor = PageCursor(float(at), row_id)
    except ValueError:
        raise RecordError("bad_cursor") from None
    if not separator or not math.isfinite(cursor.at):
        raise RecordError("bad_cursor")
    return cursor
