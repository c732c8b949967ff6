"""The first page of each kind of visitor."""

from aiohttp import web

from signaling.access import Role
from signaling.sign_in.staff_sign_in import already_known

_HOME = {Role.COUNSELOR: "/console", Role.AUDITOR: "/admin/audit"}
_STAFF_PAGES = ("/admin", "/console")


def home_of(role: str) -> str:
    return _HOME.get(Role(role), "/admin")


def home_for(request: web.Request) -> str:
    """By who asks, where that was looked up; else by what was asked for. Reads no record: it may be away."""
    who = already_known(request)
    if who is not None:
        return home_of(who.member.role)
    return next((page for page in _STAFF_PAGES if request.path.startswith(page)), "/")
