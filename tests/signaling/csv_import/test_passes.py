"""Memory does not grow with the file: rows are read, checked and let go."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from recordings import categories, outcomes
from recordings.centres import DEFAULT_CENTRE_ID
from recordings.database import Database
from signaling.csv_import.csv_rows import Rejected, Row, read_rows
from signaling.csv_import.inquiry_rows import InquiryRows
from signaling.csv_import.passes import check_all

NOW = 1_795_000_000.0
MIB = 1 << 20


def rows(count: int) -> Iterator[Row]:
    for n in range(count):
        cells = {"date": "2009-03-01", "number": f"N-{n}", "category": "", "outcome": ""}
        yield Row(n + 2, cells | {"subject": "", "notes": "수도 요금 " * 100})


@pytest.mark.slow
async def test_a_hundred_thousand_rows_do_not_eat_memory(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/sonmal.db")
    try:
        known = await database.read(lambda conn: categories.of_centre(conn, DEFAULT_CENTRE_ID))
        endings = await database.read(lambda conn: outcomes.of_centre(conn, DEFAULT_CENTRE_ID))
        kind = InquiryRows(DEFAULT_CENTRE_ID, known, endings, NOW)
        told: list[Rejected] = []
        await check_all(database, kind, rows(1000), told.append)
        tracemalloc.start()
        try:
            counts = await check_all(database, kind, rows(100_000), told.append)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    finally:
        await database.close()
    assert (counts.good, told) == (100_000, [])
    assert peak < 16 * MIB


def test_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text('a,b\r\n1,"two\nlines"\r\n\r\n , \r\n3,4\n')
    found = list(read_rows(file, "utf-8", ["a"], ["b", "c"]))
    assert found == [
        Row(2, {"a": "1", "b": "two\nlines", "c": ""}),
        Row(6, {"a": "3", "b": "4", "c": ""}),
    ]
