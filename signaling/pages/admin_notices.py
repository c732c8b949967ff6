"""Notices to counselors: administrators write, change and end them, and see who has read which."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from recordings import notices, staff
from recordings.connection import Connection
from recordings.errors import RecordError, VersionConflict
from recordings.notices import Notice, NoticeContent, Read
from recordings.staff import StaffMember
from signaling.errors import WireError
from signaling.guard import form
from signaling.live.notices import tell
from signaling.opening_words import show_moment
from signaling.pages.forms import line, moment, text, version
from signaling.pages.signing_in import see_other
from signaling.pages.staff_context import staff_context
from signaling.pages.templates import render
from signaling.services import Services, services_of

LONGEST_TITLE = 120
LONGEST_TEXT = 2000
SHOWN_FOR = 24 * 3600
"""Seconds that a new notice is shown unless its administrator says otherwise."""


async def notice_list(request: web.Request) -> web.Response:
    services, now = services_of(request), services_of(request).now()

    def load(conn: Connection) -> tuple[list[Notice], list[Read], list[StaffMember]]:
        centre_id = services.centre_id
        return (
            notices.of_centre(conn, centre_id),
            notices.current_reads(conn, centre_id),
            staff.of_centre(conn, centre_id),
        )

    found, reads, members = await services.database.read(load)
    meant = {member.id for member in members if is_reader(member)}
    rows = [
        {
            "notice": notice,
            "state": state_of(notice, now),
            "read": sum(each.notice_id == notice.id and each.staff_id in meant for each in reads),
        }
        for notice in found
    ]
    context = await staff_context(request) | {"rows": rows, "readers": len(meant)}
    return render(request, "admin/notices.html", context)


def is_reader(member: StaffMember) -> bool:
    """Notices are for those who work at a console."""
    return member.role in ("counselor", "supervisor") and not member.disabled


def state_of(notice: Notice, now: float) -> str:
    if now >= notice.valid_until:
        return "ended"
    return "shown" if now >= notice.valid_from else "coming"


async def new_form(request: web.Request) -> web.Response:
    now = services_of(request).now()
    blank = {
        "title": "",
        "text": "",
        "urgent": "",
        "valid_from": show_moment(now),
        "valid_until": show_moment(now + SHOWN_FOR),
    }
    return await _form_page(request, None, blank, {})


async def edit_form(request: web.Request) -> web.Response:
    notice = await _notice(request)
    return await _form_page(request, notice, _shown(notice), {})


async def add(request: web.Request) -> web.Response:
    services, now = services_of(request), services_of(request).now()
    fields = _fields(await form(request))
    content, errors = _read(fields, now)
    if content is None:
        return await _form_page(request, None, fields, errors, 400)
    author = (await staff_context(request))["me"]["staff_id"]
    key = uuid.uuid4().hex
    await services.database.write(
        lambda conn: notices.add(conn, key, services.centre_id, content, author, now)
    )
    return await _told(services)


async def change(request: web.Request) -> web.Response:
    """A changed notice is unread again; a second editor sees what the first has saved."""
    services = services_of(request)
    notice = await _notice(request)
    posted = await form(request)
    fields = _fields(posted)
    content, errors = _read(fields, services.now())
    if content is None:
        kept = fields | {"version": posted.get("version", "")}
        return await _form_page(request, notice, kept, errors, 400)
    made_from = version(posted)
    try:
        await services.database.write(
            lambda conn: notices.save(conn, services.centre_id, notice.id, made_from, content)
        )
    except VersionConflict as conflict:
        newest = await _notice(request)
        return await _form_page(request, newest, fields, {"form": conflict.code}, 409)
    return await _told(services)


async def end(request: web.Request) -> web.Response:
    services, now = services_of(request), services_of(request).now()
    notice = await _notice(request)
    await services.database.write(
        lambda conn: notices.end(conn, services.centre_id, notice.id, now)
    )
    return await _told(services)


async def _told(services: Services) -> web.Response:
    await tell(services.database, services.live.hub, services.centre_id)
    return see_other("/admin/notices")


async def _notice(request: web.Request) -> Notice:
    services, notice_id = services_of(request), request.match_info["id"]
    try:
        return await services.database.read(
            lambda conn: notices.get(conn, services.centre_id, notice_id)
        )
    except RecordError as error:
        raise WireError("not_found") from error


def _fields(posted: Mapping[str, str]) -> dict[str, str]:
    lines = ("title", "urgent", "valid_from", "valid_until")
    return {name: line(posted, name) for name in lines} | {"text": text(posted, "text")}


def _read(fields: Mapping[str, str], now: float) -> tuple[NoticeContent | None, dict[str, str]]:
    """The notice, or what is wrong with it."""
    start, until = moment(fields["valid_from"], now), moment(fields["valid_until"], now)
    errors = _wording_errors(fields)
    if start is None:
        errors["valid_from"] = "time_form"
    if until is None:
        errors["valid_until"] = "time_form"
    elif start is not None and until <= start:
        errors["valid_until"] = "ends_before_start"
    if errors or start is None or until is None:
        return None, errors
    urgent = bool(fields["urgent"])
    return NoticeContent(fields["title"], fields["text"], urgent, start, until), {}


def _wording_errors(fields: Mapping[str, str]) -> dict[str, str]:
    errors = {}
    for name, most in (("title", LONGEST_TITLE), ("text", LONGEST_TEXT)):
        if not fields[name]:
            errors[name] = "notice_incomplete"
        elif len(fields[name]) > most:
            errors[name] = "too_long"
    return errors


def _shown(notice: Notice) -> dict[str, str]:
    return {
        "title": notice.title,
        "text": notice.text,
        "urgent": "1" if notice.urgent else "",
        "valid_from": show_moment(notice.valid_from),
        "valid_until": show_moment(notice.valid_until),
    }


async def _form_page(
    request: web.Request,
    notice: Notice | None,
    values: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> web.Response:
    services = services_of(request)
    context = await staff_context(request) | {
        "notice": notice,
        "form": {"version": str(notice.version) if notice else ""} | dict(values),
        "errors": errors,
        "newer": _shown(notice) if notice and errors.get("form") == "version_conflict" else None,
        "state": state_of(notice, services.now()) if notice else "",
        "readers": await _readers(services, notice) if notice else [],
    }
    return render(request, "admin/notice_form.html", context, status)


async def _readers(services: Services, notice: Notice) -> Sequence[tuple[str, float | None]]:
    """Name, and when they read it as it is now (None: not yet), those who have not first."""

    def load(conn: Connection) -> tuple[list[Read], list[StaffMember]]:
        centre_id = services.centre_id
        return notices.current_reads(conn, centre_id), staff.of_centre(conn, centre_id)

    reads, members = await services.database.read(load)
    read_at: dict[str, Any] = {
        each.staff_id: each.at for each in reads if each.notice_id == notice.id
    }
    meant = [
        (member.display_name, read_at.get(member.id))
        for member in members
        if is_reader(member) or member.id in read_at
    ]
    return sorted(meant, key=lambda reader: (reader[1] is not None, reader[1] or 0, reader[0]))
