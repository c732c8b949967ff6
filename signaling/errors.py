"""Every stable error code of the wire, and the one mapping from exceptions to codes.

Pages translate by code (`error.<code>` in the catalogues); the English here is for logs and documents.
"""

import msgspec

from recordings.errors import CODES as RECORD_CODES
from recordings.errors import RecordError
from relay.errors import CODES as RELAY_CODES
from signaling.desk.errors import ERROR_CODES as DESK_CODES
from signaling.desk.errors import DeskError

CODES: dict[str, str] = {
    **DESK_CODES,
    **RECORD_CODES,
    **RELAY_CODES,
    "bad_json": "The message is not JSON.",
    "unknown_type": "No message has this type.",
    "bad_field": "A field is missing, unknown, or of the wrong form.",
    "too_large": "The message is over 64 KiB.",
    "hello_first": "The first message must be hello, once.",
    "no_session": "This page has no session.",
    "not_allowed": "Your role may not do this.",
    "not_yours": "The session belongs to somebody else.",
    "rate_limited": "Too many messages at once. Wait a moment.",
    "too_many_sessions": "Too many sessions from this network.",
    "name_needs_consent": "A name can be kept only with consent.",
    "closed_now": "This way of talking is closed now.",
    "no_media": "The session has no media connection now.",
    "record_incomplete": "Category and outcome are needed first.",
    "bad_origin": "The page comes from another site.",
    "csrf": "The form is too old. Load the page again.",
    "sign_in_required": "Sign in first.",
    "wrong_password": "Login or password is wrong.",
    "too_many_attempts": "Too many attempts. Wait five minutes.",
    "link_used": "The link was used or is too old.",
    "password_short": "The password needs 12 characters or more.",
    "passwords_differ": "The two passwords differ.",
    "login_form": "A login has 2 to 32 small letters, digits, dots or hyphens.",
    "name_needed": "A name is needed.",
    "role_unknown": "No such role.",
    "modes_needed": "A counselor needs at least one kind of session.",
    "number_range": "The number is out of range.",
    "not_found": "There is no such page or record.",
    "reason_needed": "A reason of 5 characters or more is needed: it is written down.",
    "title_needed": "A title is needed in both languages.",
    "text_needed": "A text is needed in both languages.",
    "notice_incomplete": "A notice needs a title and a text.",
    "too_long": "The text is too long.",
    "time_form": "A date and a time are needed, at most a year ahead.",
    "ends_before_start": "The end must be after the start.",
    "hours_form": "Hours look like 09:00-12:00, 13:00-18:00 and do not overlap.",
    "holidays_form": "Each line needs a date, then closed or hours; each date once.",
    "own_account": "You cannot disable yourself.",
    "already_there": "The record holds this already.",
    "cell_count": "The row has more or fewer cells than the first line.",
    "date_form": "A date is YYYY-MM-DD or YYYY-MM-DD HH:MM in Korea, since 1970, and not to come.",
    "key_form": "A key has 1 to 64 small letters, digits or underscores.",
    "number_form": "An inquiry number has 3 to 32 letters, digits, dots, slashes or hyphens.",
    "repeated_row": "An earlier row of the file has the same key.",
    "unknown_parent": "There is no such main category.",
    "yes_or_no": "It must be yes or no.",
    "server_error": "Something went wrong here. Nothing was changed.",
}


class WireError(Exception):
    """A request that is refused with a code of `CODES`; nothing was changed."""

    def __init__(self, code: str, detail: str = "") -> None:
        assert code in CODES, code
        super().__init__(detail or CODES[code])
        self.code = code


def code_of(error: Exception) -> str:
    """The stable code for an exception that ended a request."""
    if isinstance(error, WireError | DeskError | RecordError):
        return error.code
    if isinstance(error, msgspec.ValidationError):
        return "unknown_type" if "`$.type`" in str(error) else "bad_field"
    if isinstance(error, msgspec.DecodeError | UnicodeError | RecursionError):
        return "bad_json"  # RecursionError: nested deeper than anything we read
    return "server_error"
