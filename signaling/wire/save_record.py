"""Saving what a counselor types into the inquiry."""

import msgspec

from recordings import inquiry_editing
from recordings.errors import VersionConflict
from recordings.inquiries import Inquiry
from recordings.inquiry_editing import InquiryChanges
from signaling.live.restore import record_view
from signaling.protocol import from_staff as wire
from signaling.protocol.to_client import RecordEvent, Reply, Saved
from signaling.wire.staff_peer import StaffPeer


async def save_record(peer: StaffPeer, message: wire.SaveRecord) -> Reply:
    """Raises RecordError `version_conflict` (and sends the newer record), `unknown_category`, …"""
    _, live = peer.session(message.session_id)
    changes = InquiryChanges(
        subject=_given(message.subject),
        notes=_given(message.notes),
        category=_choice(message.category),
        outcome=_choice(message.outcome),
    )
    try:
        inquiry = await peer.services.database.write(
            lambda conn: inquiry_editing.save(conn, live.inquiry_id, message.version, changes)
        )
    except VersionConflict as conflict:
        if isinstance(conflict.current, Inquiry):
            live.record = record_view(conflict.current)
            peer.outbox.send(RecordEvent(session_id=live.session_id, record=live.record))
        raise
    live.record = record_view(inquiry)
    return Saved(id=message.id, version=live.record.version)


def _given(text: str | None) -> str | msgspec.UnsetType:
    return msgspec.UNSET if text is None else text


def _choice(key: str | None) -> str | msgspec.UnsetType | None:
    """An empty choice takes the earlier one away."""
    return msgspec.UNSET if key is None else key or None
