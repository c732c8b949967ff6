"""How a session begins, and how it goes on in a new one.

The rows come first, then the desk's decision: its events are told with the inquiry's number, which the
record gives. A session whose decision was lost in between is closed at the next start.
"""

import uuid
from dataclasses import dataclass

from recordings import caller_tokens, consents, inquiries, sessions
from recordings.caller_tokens import CallerToken
from recordings.connection import Connection
from recordings.consents import Consent
from recordings.sessions import NewSession
from signaling.desk import Mode
from signaling.desk.commands import JoinQueue
from signaling.live.live_session import LiveSession
from signaling.protocol.from_caller import Join
from signaling.protocol.shared import Language
from signaling.protocol.views import Record
from signaling.sign_in.tokens import hash_token, new_token

CONSENT_TEXT_VERSION = "2026-11-1"
"""Changes whenever the consent's wording changes, so that the record says what was agreed to."""


@dataclass(frozen=True)
class Joining:
    """A session about to begin. `token` is the caller's; only its hash is stored."""

    token: str
    live: LiveSession
    command: JoinQueue
    centre_id: str
    mode: Mode

    def store(self, conn: Connection) -> None:
        """Creates inquiry, session, consent and token; sets the inquiry's number on `live`."""
        live = self.live
        inquiry = inquiries.create(
            conn, live.inquiry_id, self.centre_id, live.joined_at, keeps_record=live.keeps_record
        )
        live.inquiry_number = inquiry.number
        live.record = Record(inquiry.version, "", "", "", "")
        sessions.create(conn, new_session(live, self.centre_id, self.mode))
        consents.add(conn, self._consent())
        token = CallerToken(
            hash_token(self.token), self.centre_id, live.session_id, live.caller_id, live.joined_at
        )
        caller_tokens.create(conn, token)

    def _consent(self) -> Consent:
        return Consent(
            centre_id=self.centre_id,
            session_id=self.live.session_id,
            kind="record",
            text_version=CONSENT_TEXT_VERSION,
            language=self.live.language,
            agreed=self.live.keeps_record,
            at=self.live.joined_at,
        )


def new_session(live: LiveSession, centre_id: str, mode: Mode) -> NewSession:
    return NewSession(
        id=live.session_id,
        centre_id=centre_id,
        inquiry_id=live.inquiry_id,
        mode=mode.value,
        caller_id=live.caller_id,
        joined_at=live.joined_at,
        keeps_record=live.keeps_record,
        language=live.language,
        emergency=live.emergency,
        caller_name=live.caller_name or None,
    )


def prepare(message: Join, language: Language, centre_id: str, now: float) -> Joining:
    live = LiveSession(
        session_id=uuid.uuid4().hex,
        inquiry_id=uuid.uuid4().hex,
        inquiry_number="",
        caller_id=uuid.uuid4().hex,
        caller_name=message.name.strip() if message.consent else "",
        language=language,
        emergency=message.emergency,
        keeps_record=message.consent,
        joined_at=now,
        record=Record(1, "", "", "", ""),
    )
    command = JoinQueue(
        centre_id=centre_id,
        session_id=live.session_id,
        caller_id=live.caller_id,
        inquiry_id=live.inquiry_id,
        mode=Mode(message.mode),
        emergency=message.emergency,
        keeps_record=message.consent,
    )
    return Joining(new_token(), live, command, centre_id, Mode(message.mode))


def continued(old: LiveSession, now: float) -> LiveSession:
    """A new session of the same caller and inquiry, for a reconnect after the wrap-up was finished."""
    return LiveSession(
        session_id=uuid.uuid4().hex,
        inquiry_id=old.inquiry_id,
        inquiry_number=old.inquiry_number,
        caller_id=old.caller_id,
        caller_name=old.caller_name,
        language=old.language,
        emergency=old.emergency,
        keeps_record=old.keeps_record,
        joined_at=now,
        record=old.record,
    )
