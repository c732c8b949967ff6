"""What the import of one kind of thing must know; the rest is the same for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from recordings.connection import Connection
from recordings.schema import is_storable
from recordings.seen_keys import SeenKeys
from signaling.csv_import.csv_rows import Rejected, Row

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """A row that may be stored. `column` is where its key stands."""

    line: int
    column: str
    value: T


class Kind(Protocol[T]):
    """`check` is called for every row in its order, once a pass."""

    @property
    def required(self) -> tuple[str, ...]: ...
    @property
    def optional(self) -> tuple[str, ...]: ...

    def check(self, row: Row, seen: SeenKeys) -> Item[T] | list[Rejected]: ...

    def already_there(self, conn: Connection, items: Sequence[Item[T]]) -> set[int]:
        """The lines of those that the record holds."""
        ...

    def store(self, conn: Connection, items: Sequence[Item[T]]) -> None: ...


def unfit_texts(row: Row, longest: dict[str, int]) -> dict[str, str]:
    """Error codes by column: what no database can hold, and what is too long (in characters)."""
    codes = {}
    for column, text in row.cells.items():
        if not is_storable(text):
            codes[column] = "bad_text"
        elif len(text) > longest[column]:
            codes[column] = "too_long"
    return codes


def rejected(row: Row, codes: dict[str, str]) -> list[Rejected]:
    return [Rejected(row.line, column, code) for column, code in codes.items()]
