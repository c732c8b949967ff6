"""Who looked at or changed what: the newest entries of the audit log."""

from typing import Any

from aiohttp import web

from recordings import audit, staff
from recordings.audit import StoredAuditEntry
from recordings.connection import Connection
from signaling.pages.language import language_of
from signaling.pages.staff_context import staff_context
from signaling.pages.templates import render
from signaling.services import services_of

PAGE = 100


async def audit_log(request: web.Request) -> web.Response:
    services = services_of(request)
    before = request.query.get("before", "")
    before_seq = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None

    def load(conn: Connection) -> tuple[list[StoredAuditEntry], dict[str, str]]:
        people = {
            member.id: member.display_name for member in staff.of_centre(conn, services.centre_id)
        }
        return audit.newest(conn, services.centre_id, PAGE, before_seq), people

    entries, people = await services.database.read(load)
    gettext = services.catalogues[language_of(request)].gettext
    rows: list[dict[str, Any]] = [
        {
            "at": entry.at,
            "staff_name": people.get(entry.staff_id or "", ""),
            "address": entry.address,
            "action_label": gettext(f"audit.{entry.action}"),
            "object": " ".join(
                [
                    people.get(entry.object_id or "", entry.object_id or ""),
                    *(f"{key}={value}" for key, value in entry.detail.items()),
                ]
            ).strip(),
        }
        for entry in entries
    ]
    older = f"/admin/audit?before={entries[-1].seq}" if len(entries) == PAGE else None
    context = await staff_context(request) | {"rows": rows, "next_url": older}
    return render(request, "admin/audit.html", context)
