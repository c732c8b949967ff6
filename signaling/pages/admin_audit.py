"""Who looked at or changed what: the audit log, filtered, a page at a time, and whether it still holds."""

from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from recordings import audit, audit_checks, staff
from recordings.audit import NOBODY
from recordings.audit_checks import StoredCheck
from recordings.connection import Connection
from signaling.pages.audit_entries import actions, filters_of, shown, wanted_by
from signaling.pages.language import language_of
from signaling.pages.staff_context import staff_context
from signaling.pages.templates import render
from signaling.services import services_of

PAGE = 100


async def audit_log(request: web.Request) -> web.Response:
    services = services_of(request)
    before = request.query.get("before", "")
    before_seq = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    filters = filters_of(request)

    def load(conn: Connection) -> dict[str, Any]:
        return {
            "entries": audit.newest(
                conn, services.centre_id, PAGE + 1, before_seq, wanted_by(filters)
            ),
            "staff": staff.of_centre(conn, services.centre_id),
            "check": audit_checks.last(conn, services.centre_id),
        }

    found = await services.database.read(load)
    people = {member.id: member.display_name for member in found["staff"]}
    catalogue = services.catalogues[language_of(request)]
    page = found["entries"][:PAGE]
    more = len(found["entries"]) > PAGE
    context = await staff_context(request) | {
        "filters": filters,
        "rows": [shown(entry, people, catalogue.gettext) for entry in page],
        "next_url": _url(filters, page[-1].seq) if more else None,
        "first_url": _url(filters, None) if before_seq is not None else None,
        "export_url": "/admin/audit/export?" + urlencode(_set(filters)),
        "people": [(member.id, member.display_name) for member in found["staff"]],
        "nobody": NOBODY,
        "actions": actions(catalogue.strings),
        "check": _check_context(found["check"], people),
    }
    return render(request, "admin/audit.html", context)


def _check_context(last: StoredCheck | None, people: dict[str, str]) -> dict[str, Any] | None:
    if last is None:
        return None
    return {
        "code": last.code,
        "at": last.at,
        "staff_name": people.get(last.staff_id, ""),
        "entries": last.entries,
        "until": last.until,
        "broken_day": last.broken_day,
        "broken_seq": last.broken_seq,
    }


def _url(filters: dict[str, str], before: int | None) -> str:
    return "/admin/audit?" + urlencode(_set(filters) | ({"before": str(before)} if before else {}))


def _set(filters: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in filters.items() if value}
