"""Rows of a CSV file (RFC 4180), one at a time, with the line each begins at."""

import codecs
import csv
from _csv import Reader
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from signaling.start_error import StartError

LARGEST_CELL = 2 << 20
"""Characters; a larger one means a quotation mark that is never closed."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why a row is not taken: `code` is one of the stable error codes."""

    line: int
    column: str
    code: str


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by column, stripped; a column that the file does not have is ""."""

    line: int
    cells: dict[str, str]


def read_rows(
    path: Path, encoding: str, required: Sequence[str], optional: Sequence[str]
) -> Iterator[Row | Rejected]:
    """The rows below the header. Empty lines are passed over.

    Bytes that the encoding does not know become lone surrogates, so that the row is refused as
    `bad_text` and not the file.

    Raises:
        StartError: the file cannot be read, its header does not fit, or it is no CSV.
    """
    csv.field_size_limit(LARGEST_CELL)
    # A byte order mark would else be part of the first column's name.
    known = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
    try:
        with open(path, encoding=known, errors="surrogateescape", newline="") as file:
            reader = csv.reader(file, strict=True)
            try:
                columns = _header(next(reader, []), required, optional)
                yield from _rows(reader, columns, (*required, *optional))
            except csv.Error as error:
                raise StartError(f"{path}: line {reader.line_num}: {error}") from error
    except OSError as error:
        raise StartError(f"cannot read {path}: {error.strerror}") from error


def _header(cells: list[str], required: Sequence[str], optional: Sequence[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    missing = [name for name in required if name not in columns]
    unknown = [name for name in columns if name not in (*required, *optional)]
    if missing:
        raise StartError(f"the first line lacks the column {missing[0]}")
    if unknown:
        known = ", ".join((*required, *optional))
        raise StartError(f"the first line has the column {unknown[0]!r}; known are {known}")
    if len(set(columns)) < len(columns):
        raise StartError("the first line names a column twice")
    return columns


def _rows(reader: Reader, columns: list[str], known: Sequence[str]) -> Iterator[Row | Rejected]:
    empty = dict.fromkeys(known, "")
    line = reader.line_num + 1
    for cells in reader:
        if cells and len(cells) != len(columns):
            yield Rejected(line, "", "cell_count")
        elif any(cell.strip() for cell in cells):
            yield Row(
                line, empty | {n: cell.strip() for n, cell in zip(columns, cells, strict=True)}
            )
        line = reader.line_num + 1
