"""Why the desk refuses a command."""

from collections.abc import Mapping
from types import MappingProxyType

ERROR_CODES: Mapping[str, str] = MappingProxyType(
    {
        "unknown_session": "There is no such session, or it is over.",
        "session_exists": "The session id is in use.",
        "caller_busy": "The caller already waits or talks in another session.",
        "wrong_state": "The session cannot do this in its present state.",
        "not_your_session": "The session belongs to another counselor.",
        "not_allowed": "This side may not do this now.",
        "offer_gone": "The offer is not open for this counselor any more.",
        "mode_unchanged": "The session is in this mode already.",
        "mode_not_possible": "The mode is not possible now with these people.",
        "reconnect_expired": "The end can no longer be taken back.",
        "not_signed_in": "The counselor is not signed in.",
        "other_centre": "The counselor still has sessions in another centre.",
        "bad_reason": "The reason is not a code.",
    }
)
"""Every code, stable for clients and translations, with its meaning in English."""


class DeskError(Exception):
    """A refused command: nothing has changed. `code` is a key of `ERROR_CODES`."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code}: {ERROR_CODES[code]}")
        self.code = code
