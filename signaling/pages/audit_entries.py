"""Entries of the audit log as pages and exports show them, and the filters that choose them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from aiohttp import web

from recordings.audit import AuditFilter, StoredAuditEntry

FIELDS = ("from", "to", "person", "action")
PREFIX = "audit."
"""Catalogues name each action under this prefix."""


@dataclass(frozen=True)
class ShownEntry:
    number: int
    at: float
    staff_name: str
    action_label: str
    object: str
    address: str


def filters_of(request: web.Request) -> dict[str, str]:
    """As typed; also for a form that was sent with them in its address."""
    return {name: request.query.get(name, "").strip()[:200] for name in FIELDS}


def wanted_by(filters: Mapping[str, str]) -> AuditFilter:
    """Values that make no sense (a date like 2026-13-40) filter nothing."""
    return AuditFilter(
        first_day=_day(filters["from"]),
        last_day=_day(filters["to"]),
        staff_id=filters["person"] or None,
        action=filters["action"] or None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def actions(strings: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every action and its name, sorted by name."""
    named = [
        (key.removeprefix(PREFIX), name) for key, name in strings.items() if key.startswith(PREFIX)
    ]
    return sorted(named, key=lambda pair: pair[1])


def shown(
    entry: StoredAuditEntry, people: Mapping[str, str], gettext: Callable[[str], str]
) -> ShownEntry:
    """`people` are names by staff id."""
    about = people.get(entry.object_id or "", entry.object_id or "")
    words = [about, *(f"{key}={value}" for key, value in entry.detail.items())]
    return ShownEntry(
        number=entry.seq,
        at=entry.at,
        staff_name=people.get(entry.staff_id or "", entry.staff_id or ""),
        action_label=gettext(PREFIX + entry.action),
        object=" ".join(words).strip(),
        address=entry.address,
    )
