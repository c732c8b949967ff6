"""Every table of the record in one place: importing this fills `metadata`. A new noun is added here."""

from recordings import (
    audit,
    audit_checks,
    audit_days,
    caller_tokens,
    categories,
    centres,
    consents,
    events,
    heartbeat,
    inquiries,
    messages,
    outcomes,
    search,
    sessions,
    sign_in_links,
    staff,
    staff_sessions,
)
from recordings.schema import metadata

__all__ = [
    "audit",
    "audit_checks",
    "audit_days",
    "caller_tokens",
    "categories",
    "centres",
    "consents",
    "events",
    "heartbeat",
    "inquiries",
    "messages",
    "metadata",
    "outcomes",
    "search",
    "sessions",
    "sign_in_links",
    "staff",
    "staff_sessions",
]
