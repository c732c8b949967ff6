"""Sign-in, sign-out and one-time links."""

from aiohttp import web

from signaling.errors import WireError
from signaling.guard import form
from signaling.pages.home import home_of
from signaling.pages.templates import language_links, render
from signaling.sign_in.staff_sign_in import (
    drop_cookie,
    set_cookie,
    sign_in,
    sign_in_by_link,
    sign_out,
    signed_in,
)


async def sign_in_form(request: web.Request) -> web.StreamResponse:
    fields = await form(request)
    target = _own_path(fields.get("next", ""))
    try:
        token, who = await sign_in(request, fields.get("login", ""), fields.get("password", ""))
    except WireError as error:
        status = 429 if error.code == "too_many_attempts" else 401
        # The form's own address shows no page: another language is asked for where it was needed.
        links = language_links(target or "/console")
        context = {"next": target, "error": error.code, "language_links": links}
        return render(request, "sign_in.html", context, status)
    response = see_other(target or home_of(who.member.role))
    set_cookie(request, response, token)
    return response


async def link_page(request: web.Request) -> web.Response:
    """The token is in the URL's fragment, which no server and no log sees; a script fills it in."""
    return render(request, "sign_in_link.html", {"error": ""})


async def link_form(request: web.Request) -> web.StreamResponse:
    fields = await form(request)
    password = fields.get("password", "")
    try:
        if password != fields.get("password2", ""):
            raise WireError("passwords_differ")
        token, who = await sign_in_by_link(request, fields.get("token", ""), password)
    except WireError as error:
        return render(request, "sign_in_link.html", {"error": error.code}, 400)
    response = see_other(home_of(who.member.role))
    set_cookie(request, response, token)
    return response


async def sign_out_form(request: web.Request) -> web.StreamResponse:
    who = await signed_in(request)
    if who is not None:
        await sign_out(request, who)
    response = see_other("/console" if who and who.member.role == "counselor" else "/admin")
    drop_cookie(response)
    return response


def see_other(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": path, "Cache-Control": "no-store"})


def _own_path(text: str) -> str:
    """Only a path of ours: `//host` and `https:` would lead elsewhere."""
    return text if text.startswith("/") and not text.startswith("//") and "\\" not in text else ""
