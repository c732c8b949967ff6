"""The web application: routes behind their guards, static files, templates, headers."""

from pathlib import Path

from aiohttp import web

from signaling.access import Handler
from signaling.errors import WireError
from signaling.guard import guarded, refusal
from signaling.pages import templates
from signaling.routes import CALLER_MESSAGES, ROUTES, STAFF_MESSAGES
from signaling.security_headers import add_security_headers
from signaling.services import SERVICES, Services
from signaling.wire.message_rules import CALLER_RULES, STAFF_RULES

LARGEST_FORM = 256 * 1024
_YEAR = 31_536_000


def make_app(services: Services) -> web.Application:
    app = web.Application(client_max_size=LARGEST_FORM, middlewares=[_unknown_pages])
    app[SERVICES] = services
    app[CALLER_RULES] = CALLER_MESSAGES
    app[STAFF_RULES] = STAFF_MESSAGES
    templates.install(app, services.catalogues)
    for route in ROUTES:
        app.router.add_route(route.method, route.path, guarded(route))
    app.router.add_get("/static/{version}/{path:.+}", _static)
    app.on_response_prepare.append(add_security_headers)
    return app


async def _static(request: web.Request) -> web.StreamResponse:
    """A file of the web client. The version in the path changes with the files, so it may be kept."""
    path = _below(templates.STATIC.resolve(), request.match_info["path"])
    if path is None:
        return refusal(request, "not_found")
    current = templates.static_url("").split("/")[2] == request.match_info["version"]
    keep = f"public, max-age={_YEAR}, immutable" if current else "no-cache"
    return web.FileResponse(path, headers={"Cache-Control": keep})


def _below(folder: Path, name: str) -> Path | None:
    """The file of this name, if it lies in the folder; a name that no file can have (NUL) is no error."""
    try:
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder) and path.is_file() else None
    except (ValueError, OSError):
        return None


@web.middleware
async def _unknown_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPNotFound:
        return refusal(request, "not_found")
    except web.HTTPMethodNotAllowed as error:
        response = refusal(request, "not_allowed")
        response.set_status(405)
        response.headers["Allow"] = error.headers["Allow"]
        return response
    except web.HTTPRequestEntityTooLarge:
        return refusal(request, "too_large")
    except WireError as error:
        return refusal(request, error.code)
