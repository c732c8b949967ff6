"""The list of inquiries: newest first, filtered, searched, a page at a time."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, cast
from urllib.parse import urlencode

from aiohttp import web

from recordings import categories, inquiry_list, outcomes, staff
from recordings.connection import Connection
from recordings.inquiry_list import InquiryFilter, InquiryListRow, InquiryPage
from recordings.korean import highlight
from signaling.pages.choices import category_choices, names, outcome_choices
from signaling.pages.language import language_of
from signaling.pages.staff_context import staff_context
from signaling.pages.templates import render
from signaling.services import services_of

FIELDS = ("q", "from", "to", "channel", "counselor", "category", "outcome")
PAGE = 50


async def inquiries(request: web.Request) -> web.Response:
    services = services_of(request)
    language = language_of(request)
    filters = {name: request.query.get(name, "").strip()[:200] for name in FIELDS}
    wanted = _filter(services.centre_id, filters)
    cursor = request.query.get("cursor") or None

    def load(conn: Connection) -> dict[str, Any]:
        return {
            "page": inquiry_list.page(conn, wanted, limit=PAGE, cursor=cursor),
            "categories": categories.of_centre(conn, services.centre_id),
            "outcomes": outcomes.of_centre(conn, services.centre_id),
            "staff": staff.of_centre(conn, services.centre_id),
        }

    found = await services.database.read(load)
    page: InquiryPage = found["page"]
    category_names = names(found["categories"], language)
    outcome_names = names(found["outcomes"], language)
    context = await staff_context(request) | {
        "filters": filters,
        "rows": [_row(row, filters["q"], category_names, outcome_names) for row in page.rows],
        "next_url": _url(filters, page.next_cursor) if page.next_cursor else None,
        "first_url": _url(filters, None) if cursor else None,
        "categories": [
            (choice.key, choice.label, choice.group)
            for choice in category_choices(found["categories"], language)
        ],
        "outcomes": [
            (choice.key, choice.label) for choice in outcome_choices(found["outcomes"], language)
        ],
        "counselors": [
            (member.id, member.display_name)
            for member in found["staff"]
            if member.role in ("counselor", "supervisor")
        ],
    }
    return render(request, "admin/inquiries.html", context)


def _filter(centre_id: str, filters: Mapping[str, str]) -> InquiryFilter:
    """Values that make no sense (a date like 2026-13-40) filter nothing."""
    channel = filters["channel"]
    return InquiryFilter(
        centre_id=centre_id,
        first_day=_day(filters["from"]),
        last_day=_day(filters["to"]),
        mode=cast(Literal["video", "text"], channel) if channel in ("video", "text") else None,
        counselor_id=filters["counselor"] or None,
        category=filters["category"] or None,
        outcome=filters["outcome"] or None,
        text=filters["q"],
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _url(filters: Mapping[str, str], cursor: str | None) -> str:
    kept = {name: value for name, value in filters.items() if value}
    return "/admin?" + urlencode(kept | ({"cursor": cursor} if cursor else {}))


def _row(
    row: InquiryListRow,
    query: str,
    category_names: Mapping[str | None, str],
    outcome_names: Mapping[str | None, str],
) -> dict[str, Any]:
    return {
        "inquiry_id": row.id,
        "number": row.number,
        "opened_at": row.opened_at,
        "state": "open" if row.closed_at is None else "closed",
        "mode": row.mode,
        "category_label": category_names.get(row.category, ""),
        "outcome_label": outcome_names.get(row.outcome, ""),
        "counselor_name": row.counselor_name or "",
        "waited_s": row.waited,
        "talked_s": row.talked,
        "subject": parts(row.subject, query),
        "snippet": parts(row.snippet, query),
    }


def parts(text: str, query: str) -> list[tuple[str, bool]]:
    """The text cut at the matches of a query: (piece, is a match)."""
    shown, spans = highlight(text, query)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        pieces += [(shown[at:start], False), (shown[start:end], True)]
        at = end
    pieces.append((shown[at:], False))
    return [piece for piece in pieces if piece[0]]
