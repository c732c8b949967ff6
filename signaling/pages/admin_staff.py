"""Staff: list, add, change, disable, and the one-time link by which they sign in first."""

import uuid
from typing import Any, cast

from aiohttp import web

from recordings import sign_in_links, staff, staff_sessions
from recordings.connection import Connection
from recordings.errors import RecordError
from recordings.sign_in_links import SignInLink
from recordings.staff import NewStaffMember, StaffChanges, StaffMember
from recordings.words import Mode
from recordings.words import Role as RoleWord
from signaling.access import Role
from signaling.errors import WireError
from signaling.guard import form
from signaling.pages.signing_in import see_other
from signaling.pages.staff_context import staff_context
from signaling.pages.templates import render
from signaling.services import services_of
from signaling.sign_in.tokens import hash_token, new_token
from signaling.staff_checks import staff_errors


async def staff_list(request: web.Request) -> web.Response:
    services = services_of(request)
    members = await services.database.read(lambda conn: staff.of_centre(conn, services.centre_id))
    return render(request, "admin/staff.html", await staff_context(request) | {"members": members})


async def new_form(request: web.Request) -> web.Response:
    blank = {
        "login": "",
        "name": "",
        "role": "counselor",
        "modes": ["video", "text"],
        "max_text": "3",
    }
    return await _form_page(request, None, blank, {})


async def edit_form(request: web.Request) -> web.Response:
    member = await _member(request)
    return await _form_page(request, member, _shown(member), {})


async def add(request: web.Request) -> web.Response:
    """Adds a member, who gets in by a one-time link."""
    services = services_of(request)
    fields = await _fields(request)
    errors = staff_errors(fields)
    if errors:
        return await _form_page(request, None, fields, errors, 400)
    new = NewStaffMember(
        id=uuid.uuid4().hex,
        centre_id=services.centre_id,
        login=fields["login"],
        display_name=fields["name"],
        role=fields["role"],
        created_at=services.now(),
        modes=fields["modes"],
        max_text_sessions=int(fields["max_text"]),
    )
    try:
        await services.database.write(lambda conn: staff.create(conn, new))
    except RecordError as error:
        return await _form_page(request, None, fields, {"login": error.code}, 400)
    return see_other(f"/admin/staff/{new.id}")


async def change(request: web.Request) -> web.Response:
    services = services_of(request)
    member = await _member(request)
    fields = await _fields(request)
    errors = staff_errors(fields)
    if errors:
        return await _form_page(request, member, fields, errors, 400)
    changes = StaffChanges(
        login=fields["login"],
        display_name=fields["name"],
        role=fields["role"],
        modes=fields["modes"],
        max_text_sessions=int(fields["max_text"]),
    )
    version = (
        int(fields["version"]) if fields["version"].isascii() and fields["version"].isdigit() else 0
    )
    try:
        await services.database.write(lambda conn: _save(conn, member, version, changes))
    except RecordError as error:
        field = "login" if error.code == "login_taken" else "form"
        return await _form_page(request, member, fields, {field: error.code}, 409)
    if changes.role != member.role:
        await services.live.staff_dismissed(member.id)
    return see_other("/admin/staff")


def _save(conn: Connection, member: StaffMember, version: int, changes: StaffChanges) -> None:
    """A new role takes effect at once: the member signs in again."""
    saved = staff.save(conn, member.id, version, changes)
    if saved.role != member.role:
        staff_sessions.end_all_of(conn, member.id)


async def disable(request: web.Request) -> web.Response:
    """Ends every sign-in of the member at once."""
    member = await _member(request)
    context = await staff_context(request)
    if member.id == context["me"]["staff_id"]:
        raise WireError("own_account")
    await services_of(request).database.write(lambda conn: _set_disabled(conn, member.id, True))
    await services_of(request).live.staff_dismissed(member.id)
    return see_other("/admin/staff")


async def enable(request: web.Request) -> web.Response:
    member = await _member(request)
    await services_of(request).database.write(lambda conn: _set_disabled(conn, member.id, False))
    return see_other("/admin/staff")


def _set_disabled(conn: Connection, staff_id: str, disabled: bool) -> None:
    current = staff.get(conn, staff_id)
    staff.save(conn, staff_id, current.version, StaffChanges(disabled=disabled))
    if disabled:
        staff_sessions.end_all_of(conn, staff_id)


async def link(request: web.Request) -> web.Response:
    """Shows a new one-time link, once; older ones of the member stop working."""
    services, now = services_of(request), services_of(request).now()
    member = await _member(request)
    context = await staff_context(request)
    token = new_token()
    made = SignInLink(
        token_hash=hash_token(token),
        centre_id=services.centre_id,
        staff_id=member.id,
        created_by=context["me"]["staff_id"],
        created_at=now,
        expires_at=now + services.settings.sign_in_link_hours * 3600,
    )

    def store(conn: Connection) -> None:
        sign_in_links.cancel_of(conn, member.id, now)
        sign_in_links.create(conn, made)

    await services.database.write(store)
    url = f"{request.scheme}://{request.host}/sign-in-link#{token}"
    return render(
        request,
        "admin/staff_link.html",
        context | {"member": member, "url": url, "expires_at": made.expires_at},
    )


async def _member(request: web.Request) -> StaffMember:
    services = services_of(request)
    staff_id = request.match_info["id"]
    try:
        member = await services.database.read(lambda conn: staff.get(conn, staff_id))
    except RecordError as error:
        raise WireError("not_found") from error
    if member.centre_id != services.centre_id:
        raise WireError("not_found")
    return member


async def _fields(request: web.Request) -> dict[str, Any]:
    default_text = services_of(request).settings.max_text_sessions
    posted = await request.post()
    fields = await form(request)
    return {
        "login": fields.get("login", "").strip().lower(),
        "name": fields.get("name", "").strip()[:60],
        "role": cast(RoleWord, fields.get("role", "")),
        "modes": tuple(
            cast(Mode, mode) for mode in posted.getall("modes", []) if mode in ("video", "text")
        ),
        "max_text": fields.get("max_text", "").strip() or str(default_text),
        "version": fields.get("version", "0"),
    }


def _shown(member: StaffMember) -> dict[str, Any]:
    return {
        "login": member.login,
        "name": member.display_name,
        "role": member.role,
        "modes": member.modes,
        "max_text": str(member.max_text_sessions),
        "version": str(member.version),
    }


async def _form_page(
    request: web.Request,
    member: StaffMember | None,
    values: dict[str, Any],
    errors: dict[str, str],
    status: int = 200,
) -> web.Response:
    context = await staff_context(request)
    context |= {
        "member": member,
        "form": values,
        "errors": errors,
        "roles": [str(role) for role in Role],
    }
    return render(request, "admin/staff_form.html", context, status)
