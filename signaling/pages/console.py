"""The counselor's console: one page, filled by its WebSocket."""

from aiohttp import web

from signaling.pages.staff_context import staff_context
from signaling.pages.templates import render


async def console(request: web.Request) -> web.Response:
    return render(request, "console.html", await staff_context(request))
