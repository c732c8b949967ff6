"""Sessions as calls in the relay: which calls and legs should exist, by the desk's state, and making it so.

The call opens while a counselor is still being asked, so that both connections are up before the answer
and the first picture is quick; nothing is forwarded before the counselor has accepted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from relay.commands import (
    AnswerLeg,
    CallCommand,
    CloseCall,
    CloseLeg,
    OfferLeg,
    OpenCall,
    OpenLeg,
    StartCall,
    StopCall,
)
from relay.events import (
    CallEvent,
    CommandFailed,
    LegBack,
    LegClosed,
    LegConnected,
    LegOffer,
    LegSilent,
)
from signaling.desk import DeskState, Mode, Party, SessionState, SessionView
from signaling.errors import CODES, WireError
from signaling.live.hub import Hub
from signaling.protocol.to_client import Error, LineEvent, MediaOffer, ToClient

SLOT = {Party.CALLER: 0, Party.COUNSELOR: 1}


@dataclass
class Leg:
    """One participant's connection. `offered` is whether its page has an offer of it yet."""

    leg_id: str
    owner: str
    offered: bool = False


@dataclass
class Room:
    """A session's call in the relay."""

    legs: dict[Party, Leg] = field(default_factory=dict)
    started: bool = False


class MediaRooms:
    """Turns desk state into relay commands, and relay events into messages."""

    def __init__(
        self, submit: Callable[[CallCommand], None], hub: Hub, state: Callable[[], DeskState]
    ) -> None:
        self._submit = submit
        self._hub = hub
        self._state = state
        self._rooms: dict[str, Room] = {}
        self._numbers = count(1)
        self._owners: dict[str, tuple[str, Party]] = {}

    @property
    def open_rooms(self) -> Mapping[str, Room]:
        return self._rooms

    def reconcile(self, session_id: str) -> None:
        """Opens, starts, stops and closes what the session's state asks for."""
        session = self._state().sessions.get(session_id)
        if session is None or not self._wants_call(session):
            self._close(session_id)
            return
        if session_id not in self._rooms:
            self._rooms[session_id] = Room()
            self._submit(OpenCall(session_id))
            self._open_leg(session_id, Party.CALLER, session.caller_id)
        self._follow_counselor(session)
        self._follow_state(session)

    def _wants_call(self, session: SessionView) -> bool:
        if session.mode is not Mode.VIDEO:
            return False
        return (
            session.offer is not None
            or session.talking
            or (session.queued and session.session_id in self._rooms)
        )

    def _follow_counselor(self, session: SessionView) -> None:
        wanted = session.offer.counselor_id if session.offer else session.counselor_id
        leg = self._rooms[session.session_id].legs.get(Party.COUNSELOR)
        if leg is not None and leg.owner != wanted:
            self._close_leg(session.session_id, Party.COUNSELOR)
            leg = None
        if leg is None and wanted is not None:
            self._open_leg(session.session_id, Party.COUNSELOR, wanted)

    def _follow_state(self, session: SessionView) -> None:
        room = self._rooms[session.session_id]
        starts = session.state is SessionState.CONNECTED
        if starts != room.started:
            room.started = starts
            command = StartCall(session.session_id) if starts else StopCall(session.session_id)
            self._submit(command)

    def _open_leg(self, session_id: str, party: Party, owner: str) -> None:
        leg = Leg(f"{session_id}.{party.value}.{next(self._numbers)}", owner)
        self._rooms[session_id].legs[party] = leg
        self._owners[leg.leg_id] = (session_id, party)
        self._submit(OpenLeg(session_id, leg.leg_id, SLOT[party]))

    def _close_leg(self, session_id: str, party: Party) -> None:
        leg = self._rooms[session_id].legs.pop(party, None)
        if leg is not None:
            self._owners.pop(leg.leg_id, None)
            self._submit(CloseLeg(leg.leg_id))

    def _close(self, session_id: str) -> None:
        room = self._rooms.pop(session_id, None)
        if room is None:
            return
        for leg in room.legs.values():
            self._owners.pop(leg.leg_id, None)
        self._submit(CloseCall(session_id))

    def request(self, session_id: str, party: Party, owner: str, *, fresh: bool) -> None:
        """A page asks for an offer: of a new connection, or an ICE restart of the one it has.

        Raises:
            WireError: `no_media` when the session has no call now, or it is not this person's.
        """
        room = self._rooms.get(session_id)
        if room is None:
            raise WireError("no_media")
        leg = room.legs.get(party)
        if leg is not None and leg.owner != owner:
            raise WireError("no_media")
        if leg is not None and not fresh:
            self._submit(OfferLeg(leg.leg_id, ice_restart=True))
            return
        self._close_leg(session_id, party)
        self._open_leg(session_id, party, owner)

    def answer(self, session_id: str, party: Party, owner: str, revision: int, sdp: str) -> None:
        """Raises WireError `no_media`; a bad answer comes back later as the relay's own code."""
        room = self._rooms.get(session_id)
        leg = room.legs.get(party) if room else None
        if leg is None or leg.owner != owner:
            raise WireError("no_media")
        self._submit(AnswerLeg(leg.leg_id, revision, sdp))

    def close_all(self) -> None:
        for session_id in list(self._rooms):
            self._close(session_id)

    def on_relay_event(self, event: CallEvent) -> None:
        """Tells the page that the event is about, and the other side where it matters to them."""
        found = self._owners.get(event.leg_id)
        if found is None:
            return
        session_id, party = found
        leg = self._rooms[session_id].legs[party]
        match event:
            case LegOffer():
                self._send(session_id, party, leg, self._media_offer(session_id, party, leg, event))
            case LegConnected() | LegBack():
                self._tell_line(session_id, party, silent=False)
            case LegSilent():
                self._tell_line(session_id, party, silent=True)
            case LegClosed():
                self._tell_line(session_id, party, silent=True)
                self._owners.pop(leg.leg_id)
                self._rooms[session_id].legs.pop(party)
            case CommandFailed():
                message = Error(
                    id=-1, code=event.code, message=CODES.get(event.code, event.message)
                )
                self._send(session_id, party, leg, message)

    def _media_offer(self, session_id: str, party: Party, leg: Leg, offer: LegOffer) -> MediaOffer:
        fresh = not leg.offered
        leg.offered = True
        other = Party.COUNSELOR if party is Party.CALLER else Party.CALLER
        return MediaOffer(
            session_id=session_id,
            revision=offer.revision,
            sdp=offer.sdp,
            fresh=fresh,
            send_audio_mid=offer.send_audio_mid,
            send_video_mid=offer.send_video_mid,
            slots=offer.slots,
            peer_slot=SLOT[other],
        )

    def _tell_line(self, session_id: str, party: Party, *, silent: bool) -> None:
        state: Literal["up", "silent"] = "silent" if silent else "up"
        for other, leg in self._rooms[session_id].legs.items():
            who: Literal["you", "peer"] = "you" if other is party else "peer"
            line = LineEvent(session_id=session_id, who=who, state=state)
            self._send(session_id, other, leg, line)

    def _send(self, session_id: str, party: Party, leg: Leg, message: ToClient) -> None:
        if party is Party.CALLER:
            self._hub.to_caller(session_id, message)
        else:
            self._hub.to_counselor(leg.owner, message)
