"""Wraps each route's handler in its rule: origin, sign-in, role, csrf, audit. Nothing is served without."""

from collections.abc import Mapping

import structlog
from aiohttp import web

from recordings import audit
from recordings.errors import RecordError
from recordings.staff_sessions import SignedIn
from signaling.access import Handler, Role, Route
from signaling.errors import CODES, WireError, code_of
from signaling.pages.home import home_for
from signaling.pages.templates import render
from signaling.services import services_of
from signaling.sign_in.origin import require_origin
from signaling.sign_in.staff_sign_in import signed_in
from signaling.sign_in.tokens import same

log = structlog.get_logger()

SHORTEST_REASON = 5
LONGEST_DETAIL = 200
"""Characters: a reason is words, and what is written down stays readable."""

_STATUS = {
    "sign_in_required": 401,
    "not_allowed": 403,
    "bad_origin": 403,
    "csrf": 403,
    "not_found": 404,
    "version_conflict": 409,
    "too_large": 413,
    "too_many_attempts": 429,
    "server_error": 500,
    "record_busy": 503,
    "record_unavailable": 503,
    "record_failed": 503,
    "record_full": 503,
}


def guarded(route: Route) -> Handler:
    """The route's handler behind its rule; every refusal is a page (or JSON) with a stable code."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            await _check(request, route)
            return await route.handler(request)
        except (WireError, RecordError) as error:
            return refusal(request, error.code)
        except web.HTTPException:
            raise
        except ConnectionError:
            return web.Response(status=400)  # nobody is there to read it
        except Exception as error:
            log.exception("route_failed", path=route.path)
            return refusal(request, code_of(error))

    return handle


async def _check(request: web.Request, route: Route) -> None:
    if route.method == "POST":
        require_origin(request, services_of(request).settings.origins)
    if route.roles is None:
        return
    who = await signed_in(request)
    if who is None:
        raise WireError("sign_in_required")
    if Role(who.member.role) not in route.roles:
        raise WireError("not_allowed")
    if route.method == "POST" and not same(
        (await form(request)).get("csrf", ""), who.session.csrf_token
    ):
        raise WireError("csrf")
    said = {"reason": await _reason(request)} if route.reason else {}
    if route.audit:
        await _write_down(request, who, route.audit, said)


async def form(request: web.Request) -> dict[str, str]:
    """The text fields of a form; files are ignored."""
    return {key: value for key, value in (await request.post()).items() if isinstance(value, str)}


async def _reason(request: web.Request) -> str:
    reason = (await form(request)).get("reason", "").strip()
    if len(reason) < SHORTEST_REASON:
        raise WireError("reason_needed")
    return reason[:LONGEST_DETAIL]


async def _write_down(
    request: web.Request, who: SignedIn, action: str, said: Mapping[str, str]
) -> None:
    services = services_of(request)
    entry = audit.AuditEntry(
        centre_id=services.centre_id,
        at=services.now(),
        staff_id=who.member.id,
        address=request.remote or "",
        action=action,
        object_kind=action.split(".")[0],
        object_id=request.match_info.get("id"),
        detail={**_asked_for(request), **said},
    )
    await services.database.write(lambda conn: audit.append(conn, entry))


def _asked_for(request: web.Request) -> dict[str, str]:
    return {key: value[:LONGEST_DETAIL] for key, value in request.query.items() if value}


def refusal(request: web.Request, code: str) -> web.Response:
    status = _STATUS.get(code, 400)
    if wants_json(request):
        return web.json_response({"code": code, "message": CODES.get(code, code)}, status=status)
    if code == "sign_in_required":
        context = {"next": request.path_qs if request.method == "GET" else "", "error": ""}
        return render(request, "sign_in.html", context, status)
    return render(request, "error.html", {"code": code, "home": home_for(request)}, status)


def wants_json(request: web.Request) -> bool:
    return request.path.startswith("/api/") or "text/html" not in request.headers.get(
        "Accept", "text/html"
    )
