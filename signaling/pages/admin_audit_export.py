"""The filtered audit log as a CSV file. Why somebody wanted it stands in the log itself."""

from collections.abc import AsyncIterator
from datetime import datetime

from aiohttp import web

from recordings import audit, staff
from recordings.audit import StoredAuditEntry
from recordings.korea_time import KOREA
from signaling.csv_cells import BYTE_ORDER_MARK, as_csv
from signaling.pages.audit_entries import ShownEntry, filters_of, shown, wanted_by
from signaling.pages.language import language_of
from signaling.services import services_of

CHUNK = 1000
"""Entries that are in memory at a time."""


async def export(request: web.Request) -> web.StreamResponse:
    """Newest first; the first row is the export itself, with its reason."""
    services = services_of(request)
    gettext = services.catalogues[language_of(request)].gettext
    members = await services.database.read(lambda conn: staff.of_centre(conn, services.centre_id))
    people = {member.id: f"{member.display_name} ({member.login})" for member in members}
    today = datetime.fromtimestamp(services.now(), KOREA)
    response = web.StreamResponse(
        headers={
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": f'attachment; filename="sonmal-audit-{today:%Y%m%d-%H%M}.csv"',
            "Cache-Control": "no-store",
        }
    )
    await response.prepare(request)
    titles = ("Number", "Time", "Who", "Action", "What", "Address")
    header = as_csv([[gettext(title) for title in titles]])
    await response.write((BYTE_ORDER_MARK + header).encode())
    async for entries in _chunks(request):
        lines = as_csv(_cells(shown(entry, people, gettext)) for entry in entries)
        await response.write(lines.encode())
    await response.write_eof()
    return response


async def _chunks(request: web.Request) -> AsyncIterator[list[StoredAuditEntry]]:
    services, wanted = services_of(request), wanted_by(filters_of(request))
    before: int | None = None
    while True:
        entries = await services.database.read(
            lambda conn, before=before: audit.newest(  # type: ignore[misc]
                conn, services.centre_id, CHUNK, before, wanted
            )
        )
        if not entries:
            return
        yield entries
        before = entries[-1].seq


def _cells(entry: ShownEntry) -> list[object]:
    at = datetime.fromtimestamp(entry.at, KOREA).isoformat(sep=" ", timespec="milliseconds")
    words = [entry.staff_name, entry.action_label, entry.object, entry.address]
    return [entry.number, at, *words]
