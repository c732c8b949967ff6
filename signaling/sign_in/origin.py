"""Does a request come from our own page? Browsers say so in `Origin`, which pages cannot forge."""

from urllib.parse import urlsplit

from aiohttp import web

from signaling.errors import WireError


def check_origin(request: web.Request, allowed: frozenset[str]) -> None:
    """A browser's request must come from our own host or a listed origin.

    Without `Origin` it is no cross-site browser request (browsers send it with every POST and every
    WebSocket), so only what needs no cookie may go on: see `require_origin`.

    Raises:
        WireError: `bad_origin`.
    """
    origin = request.headers.get("Origin")
    if origin is None or origin in allowed:
        return
    if urlsplit(origin).netloc.lower() != request.host.lower():
        raise WireError("bad_origin")


def require_origin(request: web.Request, allowed: frozenset[str]) -> None:
    """As `check_origin`, and `Origin` must be there.

    Raises:
        WireError: `bad_origin`.
    """
    if "Origin" not in request.headers:
        raise WireError("bad_origin")
    check_origin(request, allowed)
