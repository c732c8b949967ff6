"""Who is told what about desk events. Messages are made when the desk decides and sent once stored."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from signaling.desk import DeskState, Party
from signaling.desk import events as desk
from signaling.live import present
from signaling.live.hub import Hub
from signaling.live.live_session import LiveSession
from signaling.protocol.to_client import (
    MeEvent,
    OfferEvent,
    OfferGoneEvent,
    SessionEvent,
    SessionGoneEvent,
    StaffSessionEvent,
    ToClient,
)
from signaling.protocol.views import Cause, Me

Delivery = tuple[Callable[[str, ToClient], None], str, ToClient]
"""How to send, to whom, what."""

_CALLER_CAUSES: Mapping[type[desk.Event], Cause] = MappingProxyType(
    {
        desk.SessionQueued: "joined",
        desk.OfferMade: "asked",
        desk.OfferMissed: "asked",
        desk.OfferPassed: "asked",
        desk.OfferWithdrawn: "asked",
        desk.SessionConnected: "answered",
        desk.SessionHeld: "held",
        desk.SessionResumed: "unheld",
        desk.ModeSwitched: "mode_switched",
        desk.SessionRequeued: "requeued",
        desk.VideoDropped: "video_dropped",
        desk.SessionEnded: "ended",
        desk.SessionReconnected: "reconnected",
        desk.SessionAbandoned: "abandoned",
        desk.SessionClosed: "closed",
    }
)
_COUNSELOR_CAUSES: Mapping[type[desk.Event], Cause] = MappingProxyType(
    {
        kind: cause
        for kind, cause in _CALLER_CAUSES.items()
        if cause
        in ("answered", "held", "unheld", "mode_switched", "video_dropped", "ended", "reconnected")
    }
)
_OFFER_ENDS: Mapping[type[desk.Event], str] = MappingProxyType(
    {
        desk.OfferMissed: "missed",
        desk.OfferPassed: "passed",
        desk.OfferWithdrawn: "withdrawn",
        desk.SessionConnected: "accepted",
    }
)
_ABOUT_ME = (desk.CounselorSignedIn, desk.CounselorSignedOut, desk.AvailabilityChanged)


class Teller:
    """Reads the desk's state right after a decision; `me_of` gives a counselor's own view."""

    def __init__(
        self,
        state: Callable[[], DeskState],
        sessions: Mapping[str, LiveSession],
        hub: Hub,
        me_of: Callable[[str], Me | None],
    ) -> None:
        self._state = state
        self._sessions = sessions
        self._hub = hub
        self._me_of = me_of

    def compose(self, events: Sequence[desk.Event], now: float) -> list[Delivery]:
        """Everything that these events mean for connected people, in order."""
        deliveries: list[Delivery] = []
        for event in events:
            deliveries += self._to_caller(event, now)
            deliveries += self._to_counselor(event)
        return deliveries

    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        """Sends what was composed, once it is stored.

        A text stored between the decision and now was passed on before this page knew the session,
        so the conversation that comes with an answer is the one of this moment.
        """
        for send, whom, message in deliveries:
            if isinstance(message, StaffSessionEvent) and message.cause == "answered":
                texts = tuple(self._sessions[message.session.session_id].messages)
                session = msgspec.structs.replace(message.session, messages=texts)
                message = msgspec.structs.replace(message, session=session)
            send(whom, message)

    def _to_caller(self, event: desk.Event, now: float) -> list[Delivery]:
        live = self._sessions.get(getattr(event, "session_id", None) or "")
        cause = _party_cause(event, Party.COUNSELOR) or _CALLER_CAUSES.get(type(event))
        if isinstance(event, desk.SessionQueued) and event.continues:
            cause = "reconnected"
        if live is None or cause is None:
            return []
        view = present.caller_session(self._state(), live, now)
        message = SessionEvent(session=view, cause=cause)
        return [(self._hub.to_caller, live.session_id, message)]

    def _to_counselor(self, event: desk.Event) -> list[Delivery]:
        deliveries = [*self._about_offer(event), *self._about_session(event)]
        if isinstance(event, _ABOUT_ME) and (me := self._me_of(event.counselor_id)):
            deliveries.append((self._hub.to_counselor, me.staff_id, MeEvent(me=me)))
        return deliveries

    def _about_offer(self, event: desk.Event) -> list[Delivery]:
        counselor_id = getattr(event, "counselor_id", None)
        session_id = getattr(event, "session_id", None) or ""
        if (why := _OFFER_ENDS.get(type(event))) and counselor_id:
            gone = OfferGoneEvent(session_id=session_id, why=why)  # type: ignore[arg-type]
            return [(self._hub.to_counselor, counselor_id, gone)]
        session, live = self._state().sessions.get(session_id), self._sessions.get(session_id)
        if not isinstance(event, desk.OfferMade) or session is None or live is None:
            return []
        if session.offer is None or session.offer.offer_id != event.offer_id:
            return []
        shown = OfferEvent(offer=present.offer(session, live, event.at))
        return [(self._hub.to_counselor, event.counselor_id, shown)]

    def _about_session(self, event: desk.Event) -> list[Delivery]:
        session_id = getattr(event, "session_id", None) or ""
        if isinstance(event, desk.SessionRequeued | desk.SessionClosed):
            cause: Cause = "closed" if isinstance(event, desk.SessionClosed) else "requeued"
            gone = SessionGoneEvent(session_id=session_id, cause=cause)
            return [(self._hub.to_counselor, event.counselor_id, gone)]
        found = _party_cause(event, Party.CALLER) or _COUNSELOR_CAUSES.get(type(event))
        session, live = self._state().sessions.get(session_id), self._sessions.get(session_id)
        if found is None or session is None or live is None or session.counselor_id is None:
            return []
        view = present.staff_session(self._state(), session, live, with_messages=False)
        message = StaffSessionEvent(session=view, cause=found)
        return [(self._hub.to_counselor, session.counselor_id, message)]


def _party_cause(event: desk.Event, about: Party) -> Cause | None:
    """Connections lost and found, told to the other side."""
    if isinstance(event, desk.PartyLost) and event.party is about:
        return "caller_lost" if about is Party.CALLER else "counselor_lost"
    if isinstance(event, desk.PartyReturned) and event.party is about:
        return "caller_back" if about is Party.CALLER else "counselor_back"
    return None
