"""Which language a request wants: `?lang=`, else the cookie, else what the browser asks for."""

from aiohttp import web

from signaling.pages.translations import CODES, DEFAULT

COOKIE = "lang"


def language_of(request: web.Request) -> str:
    """`ko` or `en`. Only the first two letters of the browser's wishes are looked at, in its order."""
    wishes = [request.query.get("lang", ""), request.cookies.get(COOKIE, "")]
    header = request.headers.get("Accept-Language", "")
    wishes += [part.split(";")[0].strip()[:2].lower() for part in header.split(",")[:8]]
    return next((wish for wish in wishes if wish in CODES), DEFAULT)


def remember_language(request: web.Request, response: web.StreamResponse) -> None:
    """Keeps an explicit choice for a year."""
    chosen = request.query.get("lang")
    if chosen in CODES:
        response.set_cookie(
            COOKIE, chosen, max_age=31_536_000, path="/", samesite="Lax", secure=request.secure
        )
