"""A staff page (console or live view): who it belongs to and what its messages may reach."""

import contextlib
from collections.abc import Mapping
from typing import Any

import msgspec

from recordings.staff_sessions import SignedIn
from signaling.access import Role, StaffOwns, StaffRule
from signaling.desk import DeskError, DeskState, SessionView
from signaling.desk.commands import CounselorLost
from signaling.errors import WireError
from signaling.live.hub import SignIn
from signaling.live.live_session import LiveSession
from signaling.protocol import from_staff as wire
from signaling.protocol.shared import Language
from signaling.protocol.to_client import Reply
from signaling.services import Services
from signaling.wire.outbox import Outbox


class StaffPeer:
    """One page of one member of the staff. `greeted` after `hello`, `on_duty` after that message."""

    def __init__(
        self,
        services: Services,
        outbox: Outbox,
        rules: Mapping[type[msgspec.Struct], StaffRule],
        who: SignedIn,
    ) -> None:
        self.services = services
        self.outbox = outbox
        self.who = who
        self.staff_id = who.member.id
        self.language: Language = "ko"
        self.greeted = False
        self.on_duty = False
        self._rules = rules
        services.live.hub.staff_opened(outbox, self.sign_in)

    @property
    def sign_in(self) -> SignIn:
        return SignIn(self.staff_id, self.who.session.token_hash)

    @property
    def state(self) -> DeskState:
        return self.services.live.state

    async def answer(self, message: Any) -> Reply:
        """Checks the message's rule, then hands it to its handler.

        Raises:
            WireError, DeskError, recordings.errors.RecordError: refused with a code, nothing changed.
        """
        rule = self._rules[type(message)]
        self.services.live.require_ready()
        if self.greeted == isinstance(message, wire.Hello):
            raise WireError("hello_first")
        if Role(self.who.member.role) not in rule.roles:
            raise WireError("not_allowed")
        self._check_owner(rule.owns, getattr(message, "session_id", ""))
        reply: Reply = await rule.handler(self, message)
        return reply

    def _check_owner(self, owns: StaffOwns, session_id: str) -> None:
        """Raises WireError `not_yours`: also for sessions that do not exist, which tells nothing."""
        if owns == "nothing":
            return
        session = self.state.sessions.get(session_id)
        if session is None or session.centre_id != self.services.centre_id:
            raise WireError("not_yours")
        offered_to = session.offer.counselor_id if session.offer else None
        allowed = {
            "centre_session": True,
            "own_session": session.counselor_id == self.staff_id,
            "offered": offered_to == self.staff_id,
            "own_or_offered": self.staff_id in (session.counselor_id, offered_to),
        }
        if not allowed[owns]:
            raise WireError("not_yours")

    def session(self, session_id: str) -> tuple[SessionView, LiveSession]:
        """Both halves of a session that the rule has found to be this page's."""
        return self.state.sessions[session_id], self.services.live.sessions[session_id]

    def open_console(self) -> None:
        """This page is the counselor's console from here on; an older one is closed.

        Raises:
            WireError: `record_failed` while the desk is being loaded.
        """
        self.services.live.require_ready()
        self.on_duty = True
        self.services.live.hub.attach_counselor(self.staff_id, self.outbox)

    async def gone(self) -> None:
        """The page is closed or lost; a newer console of the same person changes nothing."""
        service = self.services.live
        if not self.on_duty or not service.hub.detach_counselor(self.staff_id, self.outbox):
            return
        counselor = self.state.counselors.get(self.staff_id)
        if counselor is not None and counselor.signed_in:
            with contextlib.suppress(DeskError, WireError):
                await service.do(CounselorLost(self.staff_id))
                service.news.touch()
