"""The button that has the whole audit log checked; what came out stands above the log."""

from aiohttp import web

from recordings import audit_check, audit_checks
from recordings.audit_check import AuditCheck
from recordings.audit_checks import StoredCheck
from signaling.pages.signing_in import see_other
from signaling.pages.staff_context import staff_context
from signaling.services import services_of


async def check(request: web.Request) -> web.Response:
    """Reads the whole log: for a long one the answer takes a while."""
    services = services_of(request)
    who = (await staff_context(request))["me"]["staff_id"]
    # One at a time: impatient clicks must not take all readers from the other pages.
    async with services.audit_checking:
        found = await services.database.read(
            lambda conn: audit_check.check(conn, services.centre_id)
        )
    done = _stored(found, services.centre_id, who, services.now())
    await services.database.write(lambda conn: audit_checks.add(conn, done))
    return see_other("/admin/audit")


def _stored(found: AuditCheck, centre_id: str, staff_id: str, now: float) -> StoredCheck:
    broken = found.broken
    return StoredCheck(
        centre_id=centre_id,
        at=now,
        staff_id=staff_id,
        entries=found.entries,
        until=found.until,
        code=broken.code if broken else None,
        broken_day=broken.day if broken else None,
        broken_seq=broken.seq if broken else None,
    )
