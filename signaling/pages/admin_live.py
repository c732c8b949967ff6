"""The supervisor's live view: one page, filled by its WebSocket."""

from aiohttp import web

from signaling.pages.staff_context import staff_context
from signaling.pages.templates import render


async def live(request: web.Request) -> web.Response:
    return render(request, "admin/live.html", await staff_context(request))
