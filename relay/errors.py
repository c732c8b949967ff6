"""Stable codes of `CommandFailed`. A code, once published, keeps its meaning."""

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        "unknown_command": "The relay does not know this command.",
        "internal_error": "The relay failed at this command; its log says why.",
        "call_exists": "A call with this id is open.",
        "no_such_call": "No call with this id is open.",
        "too_many_calls": "The relay has as many calls as its settings allow.",
        "leg_exists": "A leg with this id is open.",
        "no_such_leg": "No leg with this id is open.",
        "bad_slot": "A call has the slots 0 to 5.",
        "slot_taken": "Another leg of the call has this slot.",
        "call_already_started": "Media of this call is being forwarded already.",
        "call_not_started": "Media of this call is not being forwarded.",
        "wrong_revision": "The answer is not for the outstanding offer of the leg.",
        "answer_too_long": "The answer is longer than 64 KiB.",
        "broken_sdp": "The answer cannot be read as SDP.",
        "wrong_sections": "The answer's media sections are not those of the offer.",
        "not_bundled": "The answer does not bundle all sections with rtcp-mux.",
        "wrong_setup": "The answer must take the DTLS client role (`a=setup:active`).",
        "no_fingerprint": "The answer has no certificate fingerprint that can be checked.",
        "identity_changed": "The fingerprint changed: close the leg and open a new one.",
        "codec_refused": "The answer does not send the codec of the offer.",
        "bad_ssrc": "The answer's SSRC lines are missing, invalid or used twice.",
    }
)


class CommandError(Exception):
    """A command that changes nothing; `code` is one of `CODES`."""

    def __init__(self, code: str) -> None:
        super().__init__(CODES[code])
        self.code = code
