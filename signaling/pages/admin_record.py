"""One inquiry with its sessions: people, times, timeline of every desk event, transcript, notes."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from recordings import categories, inquiry_record, outcomes
from recordings.connection import Connection
from recordings.errors import RecordError
from recordings.events import StoredEvent
from recordings.inquiry_record import InquiryRecord, SessionRecord
from signaling.errors import WireError
from signaling.pages.choices import names
from signaling.pages.event_labels import actor_of, label_of
from signaling.pages.language import language_of
from signaling.pages.staff_context import staff_context
from signaling.pages.templates import render
from signaling.services import Services, services_of


async def record(request: web.Request) -> web.Response:
    services = services_of(request)
    language = language_of(request)
    inquiry_id = request.match_info["id"]

    def load(
        conn: Connection,
    ) -> tuple[InquiryRecord, dict[str | None, str], dict[str | None, str]]:
        found = inquiry_record.load(conn, inquiry_id)
        return (
            found,
            names(categories.of_centre(conn, services.centre_id), language),
            names(outcomes.of_centre(conn, services.centre_id), language),
        )

    try:
        found, category_names, outcome_names = await services.database.read(load)
    except RecordError as error:
        raise WireError("not_found") from error
    if found.inquiry.centre_id != services.centre_id:
        raise WireError("not_found")
    inquiry = found.inquiry
    context = await staff_context(request) | {
        "inquiry": {
            "number": inquiry.number,
            "opened_at": inquiry.opened_at,
            "closed_at": inquiry.closed_at,
            "keeps_record": inquiry.keeps_record,
            "category_label": category_names.get(inquiry.category, ""),
            "outcome_label": outcome_names.get(inquiry.outcome, ""),
            "subject": inquiry.subject,
            "notes": inquiry.notes,
        },
        "sessions": [_session(services, language, part, found.people) for part in found.sessions],
    }
    return render(request, "admin/inquiry.html", context)


def _session(
    services: Services, language: str, part: SessionRecord, people: Mapping[str, str]
) -> dict[str, Any]:
    session, times = part.session, part.times
    gettext = services.catalogues[language].gettext
    return {
        "mode": session.mode,
        "state": session.state,
        "emergency": session.emergency,
        "language": session.language,
        "caller_name": session.caller_name or "",
        "counselor_name": people.get(session.counselor_id or "", ""),
        "joined_at": session.joined_at,
        "answered_at": session.answered_at,
        "ended_at": session.ended_at,
        "closed_at": session.closed_at,
        "waited_s": times.waited,
        "talked_s": times.talked,
        "wrapped_s": times.wrapped_up,
        "end_reason_label": gettext(f"end.{session.end_reason}") if session.end_reason else "",
        "consents": part.consents,
        "timeline": [_moment(event, gettext, people) for event in part.events],
        "messages": [
            {
                "sender": message.sender,
                "sender_label": people.get(message.sender_id or "", ""),
                "text": message.text,
                "at": message.at,
                "delivered_at": message.delivered_at,
            }
            for message in part.messages
        ],
    }


def _moment(event: StoredEvent, gettext: Any, people: Mapping[str, str]) -> dict[str, Any]:
    return {"at": event.at, "label": gettext(label_of(event)), "actor": actor_of(event, people)}
