"""Opening hours: supervisors see them, administrators set them, for each way of talking."""

from collections.abc import Mapping
from typing import Any

import msgspec
from aiohttp import web

from recordings import opening_hours
from recordings.errors import VersionConflict
from recordings.opening_hours import MODES, Forced, ModeHours, Rules
from signaling.errors import WireError
from signaling.guard import form
from signaling.opening import opening
from signaling.opening_words import (
    parse_holidays,
    parse_spans,
    show_holidays,
    show_moment,
    show_spans,
)
from signaling.pages.forms import line, moment, text, version
from signaling.pages.language import language_of
from signaling.pages.signing_in import see_other
from signaling.pages.staff_context import staff_context
from signaling.pages.templates import render
from signaling.services import services_of

LONGEST_MESSAGE = 500
LONGEST_CLIP = 300
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


async def hours(request: web.Request) -> web.Response:
    services, now = services_of(request), services_of(request).now()
    found = await services.database.read(
        lambda conn: opening_hours.of_centre(conn, services.centre_id)
    )
    gettext = services.catalogues[language_of(request)].gettext
    modes = [
        {
            "hours": found[mode],
            "now": opening(found[mode].rules, now),
            "forced": _forced_now(found[mode].rules, now),
            "week": [
                (gettext(day), show_spans(spans))
                for day, spans in zip(DAYS, found[mode].rules.week, strict=True)
            ],
            "holidays": [
                (holiday.day, show_spans(holiday.spans), holiday.name)
                for holiday in found[mode].rules.holidays
            ],
        }
        for mode in MODES
    ]
    return render(request, "admin/hours.html", await staff_context(request) | {"modes": modes})


async def edit_form(request: web.Request) -> web.Response:
    current = await _current(request)
    return await _form_page(request, current, _shown(request, current), {})


async def change(request: web.Request) -> web.Response:
    """Takes effect at once for who comes next; who waits stays."""
    services, now = services_of(request), services_of(request).now()
    current = await _current(request)
    posted = await form(request)
    fields = _fields(posted)
    rules, errors = _read(fields, now)
    if errors:
        kept = fields | {"version": posted.get("version", "")}
        return await _form_page(request, current, kept, errors, 400)
    new = ModeHours(
        mode=current.mode,
        rules=rules,
        message_ko=fields["message_ko"],
        message_en=fields["message_en"],
        clip=fields["clip"],
        version=version(posted),
    )
    try:
        await services.database.write(
            lambda conn: opening_hours.save(conn, services.centre_id, new)
        )
    except VersionConflict as conflict:
        newest = await _current(request)
        return await _form_page(request, newest, fields, {"form": conflict.code}, 409)
    await services.live.reload_lists()
    return see_other("/admin/hours")


async def _current(request: web.Request) -> ModeHours:
    services, mode = services_of(request), request.match_info["id"]
    if mode not in MODES:
        raise WireError("not_found")
    found = await services.database.read(
        lambda conn: opening_hours.of_centre(conn, services.centre_id)
    )
    return found[mode]


def _forced_now(rules: Rules, now: float) -> Forced | None:
    return rules.forced if rules.forced is not None and now < rules.forced.until else None


def _fields(posted: Mapping[str, str]) -> dict[str, str]:
    names = ("always", "forced", "forced_until", "clip", *(f"day{day}" for day in range(7)))
    texts = ("holidays", "message_ko", "message_en")
    return {name: line(posted, name) for name in names} | {
        name: text(posted, name) for name in texts
    }


def _read(fields: Mapping[str, str], now: float) -> tuple[Rules, dict[str, str]]:
    """The rules, and what is wrong with the fields: the rules hold what could be read."""
    errors = {
        name: "too_long"
        for name, most in (
            ("message_ko", LONGEST_MESSAGE),
            ("message_en", LONGEST_MESSAGE),
            ("clip", LONGEST_CLIP),
        )
        if len(fields[name]) > most
    }
    rules = Rules(always=bool(fields["always"]))
    for part in (_read_week, _read_holidays):
        rules = part(fields, rules, errors)
    return _read_forced(fields, rules, errors, now), errors


def _read_week(fields: Mapping[str, str], rules: Rules, errors: dict[str, str]) -> Rules:
    week = []
    for day in range(7):
        try:
            week.append(parse_spans(fields[f"day{day}"]))
        except ValueError:
            errors[f"day{day}"] = "hours_form"
            week.append(())
    return msgspec.structs.replace(rules, week=tuple(week))


def _read_holidays(fields: Mapping[str, str], rules: Rules, errors: dict[str, str]) -> Rules:
    try:
        return msgspec.structs.replace(rules, holidays=parse_holidays(fields["holidays"]))
    except ValueError as error:
        errors["holidays"] = "holidays_form"
        errors["holidays_line"] = str(error)[:100]
        return rules


def _read_forced(
    fields: Mapping[str, str], rules: Rules, errors: dict[str, str], now: float
) -> Rules:
    if fields["forced"] not in ("open", "closed"):
        return rules
    until = moment(fields["forced_until"], now)
    if until is None:
        errors["forced_until"] = "time_form"
        return rules
    return msgspec.structs.replace(rules, forced=Forced(fields["forced"], until))  # type: ignore[arg-type]


def _shown(request: web.Request, current: ModeHours) -> dict[str, str]:
    rules = current.rules
    forced = _forced_now(rules, services_of(request).now())
    return {
        "always": "1" if rules.always else "",
        "forced": forced.state if forced else "",
        "forced_until": show_moment(forced.until) if forced else "",
        "holidays": show_holidays(rules.holidays, language_of(request)),
        "message_ko": current.message_ko,
        "message_en": current.message_en,
        "clip": current.clip,
    } | {f"day{day}": show_spans(spans) for day, spans in enumerate(rules.week)}


async def _form_page(
    request: web.Request,
    current: ModeHours,
    values: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> web.Response:
    gettext = services_of(request).catalogues[language_of(request)].gettext
    conflict = errors.get("form") == "version_conflict"
    context: dict[str, Any] = await staff_context(request)
    context |= {
        "mode": current.mode,
        "form": {"version": str(current.version)} | dict(values),
        "errors": errors,
        "days": [(f"day{at}", gettext(day)) for at, day in enumerate(DAYS)],
        "newer": _shown(request, current) if conflict else None,
    }
    return render(request, "admin/hours_form.html", context, status)
