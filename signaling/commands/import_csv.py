"""`sonmal import staff|categories|inquiries FILE`: all rows are checked first, then the good ones stored."""

import asyncio
import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from recordings import audit, categories, outcomes
from recordings.centres import DEFAULT_CENTRE_ID
from recordings.connection import Connection
from recordings.database import Database
from recordings.errors import RecordError
from signaling.commands import operator
from signaling.csv_import.category_rows import CategoryRows, main_keys
from signaling.csv_import.csv_rows import Rejected, Row, read_rows
from signaling.csv_import.inquiry_rows import InquiryRows
from signaling.csv_import.kind import Kind
from signaling.csv_import.passes import Counts, check_all, store_good
from signaling.csv_import.staff_rows import StaffRows
from signaling.data_directory import DataDirectoryError, make
from signaling.errors import CODES
from signaling.settings import Settings
from signaling.start_error import StartError

What = Literal["staff", "categories", "inquiries"]
WHATS: tuple[What, ...] = ("staff", "categories", "inquiries")


@dataclass(frozen=True)
class Wanted:
    what: What
    path: Path
    encoding: str = "utf-8"
    dry_run: bool = False

    def rows(self, kind: Kind[Any]) -> Iterator[Row | Rejected]:
        return read_rows(self.path, self.encoding, kind.required, kind.optional)


def run(settings: Settings, wanted: Wanted) -> int:
    """Prints each row that is not imported: line, column, code. 1 when one was rejected.

    Rows that the record holds already are told too, and are no failure: so a corrected file can be
    imported again whole. May run beside a server.

    Raises:
        StartError: the file or the record cannot be used; nothing was stored.
    """
    _require_encoding(wanted.encoding)
    try:
        make(settings.data_dir)
        counts = asyncio.run(_import(settings, wanted))
    except (DataDirectoryError, RecordError) as error:
        raise StartError(str(error)) from error
    done = "would be imported" if wanted.dry_run else "imported"
    print(f"{counts.good} {done}, {counts.already_there} already there, {counts.rejected} rejected")
    return 1 if counts.rejected else 0


def _require_encoding(name: str) -> None:
    try:
        codecs.lookup(name)
    except LookupError:
        raise StartError(f"encoding: {name!r} is not known; try utf-8 or cp949") from None


async def _import(settings: Settings, wanted: Wanted) -> Counts:
    database = await asyncio.to_thread(Database.open, settings.database)
    try:
        kind = await _kind(database, settings, wanted)
        counts = await check_all(database, kind, wanted.rows(kind), _report)
        if counts.good and not wanted.dry_run:
            await _write_down(database, wanted, counts)
            counts.good = await store_good(database, kind, wanted.rows(kind))
        return counts
    finally:
        await database.close()


async def _kind(database: Database, settings: Settings, wanted: Wanted) -> Kind[Any]:
    centre, now = DEFAULT_CENTRE_ID, operator.now()
    if wanted.what == "staff":
        return StaffRows(centre, settings.max_text_sessions, now)
    known = await database.read(lambda conn: categories.of_centre(conn, centre))
    if wanted.what == "categories":
        main = main_keys(wanted.rows(CategoryRows(centre, known, [])))
        return CategoryRows(centre, known, main)
    endings = await database.read(lambda conn: outcomes.of_centre(conn, centre))
    return InquiryRows(centre, known, endings, now)


async def _write_down(database: Database, wanted: Wanted, counts: Counts) -> None:
    """Before the first row is stored: a killed import has left its trace too."""
    entry = operator.entry(f"import.{wanted.what}", file=wanted.path.name, rows=counts.good)

    def store(conn: Connection) -> None:
        audit.append(conn, entry)

    await database.write(store)


def _report(rejected: Rejected) -> None:
    where = f"line {rejected.line}" + (f", {rejected.column}" if rejected.column else "")
    print(f"{where}: {rejected.code}: {CODES[rejected.code]}")
