"""What everybody may see: the caller's page, what is open now, strings, health and metrics."""

from typing import Any

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from signaling.errors import WireError
from signaling.pages.templates import render
from signaling.pages.translations import CODES
from signaling.services import services_of


async def caller(request: web.Request) -> web.Response:
    services = services_of(request)
    context = {
        "retention_years": services.settings.retention_years,
        "centre": services.live.centre_summary(),
    }
    return render(request, "caller.html", context)


async def centre(request: web.Request) -> web.Response:
    """What is open now, for each mode."""
    summary: dict[str, Any] = {"modes": services_of(request).live.centre_summary()}
    return web.json_response(summary, headers={"Cache-Control": "no-store"})


async def strings(request: web.Request) -> web.Response:
    """A language's catalogue for the page's modules; its URL changes with its content."""
    language = request.match_info["language"]
    if language not in CODES:
        raise WireError("not_found")
    catalogue = services_of(request).catalogues[language]
    return web.json_response(
        catalogue.strings, headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


async def healthz(request: web.Request) -> web.Response:
    """The process answers."""
    return web.Response(text="ok\n")


async def readyz(request: web.Request) -> web.Response:
    """The process can take callers: the record answers and the desk is loaded."""
    services = services_of(request)
    ready = services.live.ready and await services.live.record_answers()
    return web.Response(text="ready\n" if ready else "not ready\n", status=200 if ready else 503)


async def metrics(request: web.Request) -> web.Response:
    """Prometheus text; only for this machine unless `public_metrics` is set."""
    services = services_of(request)
    if not services.settings.public_metrics and request.remote not in ("127.0.0.1", "::1"):
        raise WireError("not_allowed")
    return web.Response(
        body=generate_latest(services.metrics.registry),
        headers={"Content-Type": CONTENT_TYPE_LATEST},
    )
