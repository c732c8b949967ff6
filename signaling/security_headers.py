"""Response headers that keep a page to itself: strict Content-Security-Policy and its companions."""

from aiohttp import web

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """`connect-src` names the WebSocket's origin too: some browsers do not count it as 'self'."""
    scheme = "wss" if request.secure else "ws"
    connect = f"connect-src 'self' {scheme}://{request.host}"
    headers = response.headers
    headers["Content-Security-Policy"] = "; ".join((*_POLICY, connect))
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = (
        "same-origin"  # no-referrer would make form posts say `Origin: null`
    )
    headers["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=()"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if request.secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
