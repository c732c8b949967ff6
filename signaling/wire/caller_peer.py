"""A caller's page: which session it holds, and the handlers of its messages."""

import contextlib
import time
from collections.abc import Mapping
from typing import Any

import msgspec

from recordings import caller_tokens, sessions
from recordings.connection import Connection
from signaling.access import CallerRule
from signaling.desk import DeskError, DeskState, Mode, Party
from signaling.desk.commands import (
    CallerLost,
    CallerReturned,
    EndSession,
    LeaveQueue,
    Reconnect,
    SwitchMode,
)
from signaling.errors import WireError
from signaling.live import joining, present
from signaling.live.live_session import LiveSession
from signaling.protocol import from_caller as wire
from signaling.protocol.to_client import (
    Joined,
    LookHereEvent,
    Ok,
    PeerMediaEvent,
    Reply,
    Stored,
    Welcome,
)
from signaling.protocol.views import CallerSession, PeerMedia
from signaling.services import Services
from signaling.sign_in.tokens import hash_token
from signaling.wire.outbox import Outbox


class CallerPeer:
    """One page of one caller. `live` is its session once it has joined or resumed one."""

    def __init__(
        self,
        services: Services,
        outbox: Outbox,
        rules: Mapping[type[msgspec.Struct], CallerRule],
        address: str,
    ) -> None:
        self.services = services
        self.outbox = outbox
        self.address = address
        self.language: Any = None
        self.live: LiveSession | None = None
        self.token_hash = ""
        self._rules = rules

    async def answer(self, message: Any) -> Reply:
        """Checks the message's rule, then hands it to its handler.

        Raises:
            WireError, DeskError, RecordError: refused with a code, nothing changed.
        """
        rule = self._rules[type(message)]
        self.services.live.require_ready()
        if (self.language is None) != isinstance(message, wire.Hello):
            raise WireError("hello_first")
        if rule.needs == "session" and self.live is None:
            raise WireError("no_session")
        if rule.needs == "no_session" and self.live is not None and self.runs:
            raise WireError("session_exists")
        reply: Reply = await rule.handler(self, message)
        return reply

    @property
    def runs(self) -> bool:
        """Whether this page's session still waits or talks."""
        return self.live is not None and is_running(self.services.live.state, self.live.session_id)

    @property
    def session(self) -> LiveSession:
        assert self.live is not None, "the rule's `needs` has been checked"
        return self.live

    def attach(self, live: LiveSession) -> None:
        """From here on this page is the session's; an older one is closed.

        Raises:
            WireError: `record_failed` while the desk is being loaded: `live` is out of date.
        """
        service = self.services.live
        service.require_ready()
        if self.live is not None:
            service.hub.detach_caller(self.live.session_id, self.outbox)
        self.live = live
        service.hub.attach_caller(live.session_id, self.outbox)

    def view(self) -> CallerSession:
        return present.caller_session(self.services.live.state, self.session, time.time())

    async def gone(self) -> None:
        """The page is closed or lost; a newer page of the same caller changes nothing."""
        live = self.live
        service = self.services.live
        if live is None or not service.hub.detach_caller(live.session_id, self.outbox):
            return
        if live.session_id in service.state.sessions:
            with contextlib.suppress(DeskError, WireError):
                await service.do(CallerLost(live.session_id))


async def hello(peer: CallerPeer, message: wire.Hello) -> Reply:
    """Resumes the token's session where there is one; the newest page wins."""
    live = await _resumable(peer, message.token) if message.token else None
    if live is None:
        peer.language = message.language
        return Welcome(id=message.id, now=time.time(), session=None, messages=())
    service = peer.services.live
    peer.attach(live)
    peer.services.callers_at.resumed(peer.address, live.session_id)
    peer.language = message.language
    if live.session_id in service.state.sessions:
        await service.do(CallerReturned(live.session_id))
        service.news.touch()
    return Welcome(
        id=message.id, now=time.time(), session=peer.view(), messages=tuple(live.messages)
    )


async def _resumable(peer: CallerPeer, token: str) -> LiveSession | None:
    peer.token_hash = hash_token(token)
    found = await peer.services.database.read(
        lambda conn: caller_tokens.find(conn, peer.token_hash)
    )
    return peer.services.live.sessions.get(found.session_id) if found else None


async def ping(peer: CallerPeer, message: wire.Ping) -> Reply:
    return Ok(id=message.id)


async def join(peer: CallerPeer, message: wire.Join) -> Reply:
    """Raises WireError `name_needs_consent`, `closed_now` (never in an emergency), `too_many_sessions`."""
    if message.name and not message.consent:
        raise WireError("name_needs_consent")
    services, service = peer.services, peer.services.live
    if not message.emergency:
        service.hours.require_open(message.mode, time.time())
    new = joining.prepare(message, peer.language, services.centre_id, time.time())
    session_id = new.live.session_id
    services.callers_at.enter(
        peer.address, session_id, lambda each: is_running(service.state, each)
    )
    try:
        await services.database.write(new.store)
        peer.attach(new.live)
        service.sessions[session_id] = new.live
        peer.token_hash = hash_token(new.token)
        await service.do(new.command)
    finally:
        services.callers_at.joined(session_id)
    return Joined(id=message.id, token=new.token, session=peer.view())


async def leave(peer: CallerPeer, message: wire.Leave) -> Reply:
    await peer.services.live.do(LeaveQueue(peer.session.session_id))
    return Ok(id=message.id)


async def switch_mode(peer: CallerPeer, message: wire.SwitchMode) -> Reply:
    """Raises WireError `closed_now`: who waits stays, but comes into no other queue that is closed."""
    live, service = peer.session, peer.services.live
    state = service.state.sessions.get(live.session_id)
    if state is not None and state.queued and not live.emergency:
        service.hours.require_open(message.mode, time.time())
    await service.do(SwitchMode(live.session_id, Mode(message.mode), Party.CALLER))
    return Ok(id=message.id)


async def send_text(peer: CallerPeer, message: wire.SendText) -> Reply:
    live = peer.session
    stored = await peer.services.live.texts.send(
        live, Party.CALLER, live.caller_id, message.client_id, message.text
    )
    return Stored(id=message.id, seq=stored.seq, at=stored.at)


async def delivered(peer: CallerPeer, message: wire.Delivered) -> Reply:
    await peer.services.live.texts.delivered(peer.session, Party.CALLER, message.up_to)
    return Ok(id=message.id)


async def look_here(peer: CallerPeer, message: wire.LookHere) -> Reply:
    counselor_id = _talking_counselor(peer)
    session_id = peer.session.session_id
    peer.services.live.hub.to_counselor(counselor_id, LookHereEvent(session_id=session_id))
    return Ok(id=message.id)


async def request_media(peer: CallerPeer, message: wire.RequestMedia) -> Reply:
    live = peer.session
    peer.services.live.media.request(
        live.session_id, Party.CALLER, live.caller_id, fresh=message.fresh
    )
    return Ok(id=message.id)


async def answer_media(peer: CallerPeer, message: wire.AnswerMedia) -> Reply:
    live = peer.session
    peer.services.live.media.answer(
        live.session_id, Party.CALLER, live.caller_id, message.revision, message.sdp
    )
    return Ok(id=message.id)


async def media_state(peer: CallerPeer, message: wire.MediaState) -> Reply:
    live = peer.session
    live.caller_media = PeerMedia(camera=message.camera, microphone=message.microphone)
    state = peer.services.live.state.sessions.get(live.session_id)
    if state is not None and state.talking and state.counselor_id is not None:
        event = PeerMediaEvent(
            session_id=live.session_id, camera=message.camera, microphone=message.microphone
        )
        peer.services.live.hub.to_counselor(state.counselor_id, event)
    return Ok(id=message.id)


async def end(peer: CallerPeer, message: wire.End) -> Reply:
    await peer.services.live.do(EndSession(peer.session.session_id, Party.CALLER))
    return Ok(id=message.id)


async def reconnect(peer: CallerPeer, message: wire.Reconnect) -> Reply:
    """The same session while it is wrapped up, else a new one at the front of the queue.

    The token is good for the new session then, and no longer for the old one.
    """
    service, old = peer.services.live, peer.session
    state = service.state.sessions.get(old.session_id) or service.state.closed.get(old.session_id)
    new = joining.continued(old, time.time())
    mode = state.mode if state else Mode.TEXT
    service.sessions[new.session_id] = new

    def is_new() -> bool:
        return new.session_id in service.state.sessions

    def store(conn: Connection) -> None:
        if is_new():
            sessions.create(conn, joining.new_session(new, peer.services.centre_id, mode))
            caller_tokens.move(conn, peer.token_hash, new.session_id)

    try:
        await service.do(Reconnect(old.session_id, new.session_id), store)
    finally:
        if is_new():
            peer.live = new
        else:
            service.sessions.pop(new.session_id, None)
    return Ok(id=message.id)


def is_running(state: DeskState, session_id: str) -> bool:
    """Whether a session waits or talks."""
    session = state.sessions.get(session_id)
    return session is not None and (session.queued or session.talking)


def _talking_counselor(peer: CallerPeer) -> str:
    session = peer.services.live.state.sessions.get(peer.session.session_id)
    if session is None or not session.talking or session.counselor_id is None:
        raise WireError("wrong_state")
    return session.counselor_id
