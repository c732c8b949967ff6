"""The answer book: administrators search, add, change and hide what counselors give to callers."""

import uuid
from collections.abc import Mapping
from urllib.parse import urlencode

from aiohttp import web

from recordings import answers, categories
from recordings.answers import Answer, AnswerContent
from recordings.categories import Category
from recordings.connection import Connection
from recordings.errors import RecordError, VersionConflict
from signaling.errors import WireError
from signaling.guard import form
from signaling.pages.choices import category_choices, name_of, names
from signaling.pages.forms import line, text, version, whole
from signaling.pages.language import language_of
from signaling.pages.signing_in import see_other
from signaling.pages.staff_context import staff_context
from signaling.pages.templates import render
from signaling.services import services_of

LONGEST_TITLE = 120
LONGEST_TEXT = 2000
"""Code points; a message of a session may have 4000."""
_LONGEST = {"title_ko": LONGEST_TITLE, "title_en": LONGEST_TITLE, "text_ko": LONGEST_TEXT,
            "text_en": LONGEST_TEXT, "words": 300, "clip": 300}  # fmt: skip


async def answer_list(request: web.Request) -> web.Response:
    services, language = services_of(request), language_of(request)
    query = request.query.get("q", "").strip()[:200]
    category = request.query.get("category", "")[:64]

    def load(conn: Connection) -> tuple[list[Answer], list[Category]]:
        found = answers.find(
            conn, services.centre_id, query, category=category or None, active_only=False
        )
        return found, categories.of_centre(conn, services.centre_id)

    found, known = await services.database.read(load)
    labels = names(known, language)
    context = await staff_context(request) | {
        "filters": {"q": query, "category": category},
        "categories": _choices(known, language),
        "rows": [
            {
                "answer": answer,
                "title": answer.title_en if language == "en" else answer.title_ko,
                "text": answer.text_en if language == "en" else answer.text_ko,
                "category_label": labels.get(answer.category, ""),
            }
            for answer in found
        ],
    }
    return render(request, "admin/answers.html", context)


async def new_form(request: web.Request) -> web.Response:
    centre_id = services_of(request).centre_id
    position = await services_of(request).database.read(
        lambda conn: answers.next_position(conn, centre_id)
    )
    blank = dict.fromkeys(_LONGEST, "") | {"category": "", "position": str(position)}
    return await _form_page(request, None, blank | {"example": ""}, {})


async def edit_form(request: web.Request) -> web.Response:
    answer = await _answer(request)
    return await _form_page(request, answer, _shown(answer), {})


async def add(request: web.Request) -> web.Response:
    services = services_of(request)
    fields = _fields(await form(request))
    if errors := _errors(fields):
        return await _form_page(request, None, fields, errors, 400)
    key, content = uuid.uuid4().hex, _content(fields)
    try:
        await services.database.write(
            lambda conn: answers.add(conn, services.centre_id, key, content)
        )
    except RecordError as error:
        return await _form_page(request, None, fields, _refused(error), 400)
    return see_other(_found_by(content))


async def change(request: web.Request) -> web.Response:
    """A second editor sees what the first has saved, beside the own words, and decides."""
    services = services_of(request)
    answer = await _answer(request)
    posted = await form(request)
    fields = _fields(posted)
    if errors := _errors(fields):
        fields["version"] = posted.get("version", "")
        return await _form_page(request, answer, fields, errors, 400)
    content, made_from = _content(fields), version(posted)
    try:
        await services.database.write(
            lambda conn: answers.save(conn, services.centre_id, answer.key, made_from, content)
        )
    except VersionConflict as conflict:
        newest = await _answer(request)
        return await _form_page(request, newest, fields, _refused(conflict), 409)
    except RecordError as error:
        return await _form_page(request, answer, fields, _refused(error), 400)
    return see_other(_found_by(content))


async def hide(request: web.Request) -> web.Response:
    """Counselors no longer find it; it stays for administrators."""
    return await _set_active(request, False)


async def show(request: web.Request) -> web.Response:
    return await _set_active(request, True)


async def _set_active(request: web.Request, active: bool) -> web.Response:
    services = services_of(request)
    answer = await _answer(request)
    await services.database.write(
        lambda conn: answers.set_active(conn, services.centre_id, answer.key, active)
    )
    return see_other(f"/admin/answers/{answer.key}")


async def _answer(request: web.Request) -> Answer:
    services, key = services_of(request), request.match_info["id"]
    try:
        return await services.database.read(lambda conn: answers.get(conn, services.centre_id, key))
    except RecordError as error:
        raise WireError("not_found") from error


def _fields(posted: Mapping[str, str]) -> dict[str, str]:
    lines = {name: line(posted, name) for name in ("title_ko", "title_en", "words", "clip")}
    texts = {name: text(posted, name) for name in ("text_ko", "text_en")}
    others = {name: line(posted, name) for name in ("category", "position", "example")}
    return lines | texts | others


def _errors(fields: Mapping[str, str]) -> dict[str, str]:
    errors = {name: "too_long" for name, most in _LONGEST.items() if len(fields[name]) > most}
    for name in ("title_ko", "title_en", "text_ko", "text_en"):
        if not fields[name]:
            errors[name] = "title_needed" if name.startswith("title") else "text_needed"
    if whole(fields["position"]) is None:
        errors["position"] = "number_range"
    return errors


def _content(fields: Mapping[str, str]) -> AnswerContent:
    return AnswerContent(
        category=fields["category"] or None,
        title_ko=fields["title_ko"],
        title_en=fields["title_en"],
        text_ko=fields["text_ko"],
        text_en=fields["text_en"],
        words=fields["words"],
        clip=fields["clip"],
        position=int(fields["position"]),
        example=bool(fields["example"]),
    )


def _shown(answer: Answer) -> dict[str, str]:
    values = {name: getattr(answer, name) for name in _LONGEST}
    return values | {
        "category": answer.category or "",
        "position": str(answer.position),
        "example": "1" if answer.example else "",
    }


def _refused(error: RecordError) -> dict[str, str]:
    field = "category" if error.code == "unknown_category" else "form"
    return {field: error.code}


def _found_by(content: AnswerContent) -> str:
    """The list, where the saved answer can be seen."""
    return "/admin/answers?" + urlencode({"q": content.title_ko})


def _choices(known: list[Category], language: str) -> list[tuple[str, str]]:
    """Those that may be chosen; an answer's own is always among them, for it may be inactive by now."""
    return [(choice.key, choice.label) for choice in category_choices(known, language)]


async def _form_page(
    request: web.Request,
    answer: Answer | None,
    values: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> web.Response:
    services, language = services_of(request), language_of(request)
    known = await services.database.read(
        lambda conn: categories.of_centre(conn, services.centre_id)
    )
    choices = _choices(known, language)
    if answer and answer.category and answer.category not in dict(choices):
        choices += [
            (each.key, name_of(each, language)) for each in known if each.key == answer.category
        ]
    context = await staff_context(request) | {
        "answer": answer,
        "form": {"version": str(answer.version) if answer else ""} | dict(values),
        "errors": errors,
        "categories": choices,
        "longest": _LONGEST,
        "newer": _shown(answer) if answer and errors.get("form") == "version_conflict" else None,
    }
    return render(request, "admin/answer_form.html", context, status)
