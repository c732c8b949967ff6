"""What the record refuses, each with a stable code. Only this error leaves the room."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy.exc import DontWrapMixin

CODES: Mapping[str, str] = MappingProxyType(
    {
        "backup_damaged": "The file is no whole backup.",
        "backup_failed": "The backup could not be written or restored. The record is as it was.",
        "backup_other_database": "The backup is of the other kind of database.",
        "bad_cursor": "The page cursor is not one that the list gave out.",
        "bad_text": "The text holds a character that cannot be stored (NUL or half a surrogate pair).",
        "client_id_reused": "The same client id came with another text or sender.",
        "link_invalid": "The sign-in link is unknown, used, or past its time.",
        "login_taken": "Another member of staff has this login.",
        "not_found": "There is no such row.",
        "not_kept": "The caller did not agree to a record: only times and outcome are kept.",
        "record_busy": "Too many changes are waiting to be stored. Nothing of this one was.",
        "record_cannot_open": "The database cannot be opened.",
        "record_closed": "The database has been closed.",
        "record_conflict": "The change contradicts what is stored.",
        "record_failed": "The database refused the change.",
        "record_full": "The disk is full. Nothing of this change was stored.",
        "record_in_use": "The record is in use by another program.",
        "record_newer": "The database was written by a newer Sonmal.",
        "record_unavailable": "The database does not answer. Nothing of this change was stored.",
        "record_uncertain": "The connection broke during the commit: stored or not, reload to know.",
        "session_closed": "The session is closed or unknown: it takes no more text.",
        "unknown_category": "There is no such category.",
        "unknown_outcome": "There is no such outcome.",
        "version_conflict": "Somebody else has changed the row since it was read.",
    }
)


class RecordError(DontWrapMixin, Exception):
    """Raised by every function of the record. `code` is one of `CODES`; the text is for people."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or CODES[code])
        self.code = code


class VersionConflict(RecordError):
    """`current` is the row as it is now, so that the second editor loses nothing."""

    def __init__(self, current: object) -> None:
        super().__init__("version_conflict")
        self.current = current
