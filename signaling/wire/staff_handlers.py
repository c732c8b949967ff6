"""What each message of a staff page does, once its rule allows it."""

import time

from recordings import staff
from recordings.connection import Connection
from recordings.staff import StaffMember
from signaling.desk import Availability, Mode, Party, SessionState
from signaling.desk.commands import (
    AcceptOffer,
    CloseWrapUp,
    EndSession,
    FinishWrapUp,
    Hold,
    PassOffer,
    Resume,
    SetAvailability,
    SignInCounselor,
    SignOutCounselor,
    SwitchMode,
)
from signaling.errors import WireError
from signaling.live import notices, present
from signaling.pages.choices import category_choices, outcome_choices
from signaling.protocol import from_staff as wire
from signaling.protocol.to_client import (
    CentreReply,
    Duty,
    LookHereEvent,
    Ok,
    PeerMediaEvent,
    Reply,
    StaffWelcome,
    Stored,
)
from signaling.protocol.views import Me, PeerMedia
from signaling.sign_in.tokens import same
from signaling.wire.staff_peer import StaffPeer


async def hello(peer: StaffPeer, message: wire.Hello) -> Reply:
    """Raises WireError `csrf` when the page is not ours or too old."""
    if not same(message.csrf, peer.who.session.csrf_token):
        raise WireError("csrf")
    peer.greeted = True
    peer.language = message.language
    return StaffWelcome(id=message.id, now=time.time(), me=_me(peer, peer.who.member))


def _me(peer: StaffPeer, member: StaffMember) -> Me:
    """The member as the record has them now, so that a changed name or mode shows at the next hello."""
    service = peer.services.live
    service.staff[member.id] = Me(
        staff_id=member.id,
        name=member.display_name,
        role=member.role,
        modes=member.modes,
        max_text=member.max_text_sessions,
        availability="offline",
    )
    service.names[member.id] = member.display_name
    me = service.me(member.id)
    assert me is not None
    return me


async def ping(peer: StaffPeer, message: wire.Ping) -> Reply:
    return Ok(id=message.id)


async def on_duty(peer: StaffPeer, message: wire.OnDuty) -> Reply:
    """Signs the counselor in at the desk, with the video that their console can do."""
    service = peer.services.live
    member, shown_notices = await peer.services.database.read(lambda conn: _coming(conn, peer))
    modes = frozenset(Mode(mode) for mode in member.modes if mode != "video" or message.video)
    peer.open_console()
    _me(peer, member)
    await service.do(
        SignInCounselor(peer.services.centre_id, peer.staff_id, modes, member.max_text_sessions)
    )
    state = peer.state
    counselor = state.counselors[peer.staff_id]
    offered = state.sessions.get(counselor.offered or "")
    return Duty(
        id=message.id,
        me=_me(peer, member),
        sessions=tuple(
            present.staff_session(
                state, state.sessions[session_id], service.sessions[session_id], with_messages=True
            )
            for session_id in counselor.sessions
        ),
        offer=present.offer(offered, service.sessions[offered.session_id], time.time())
        if offered and offered.offer
        else None,
        queue=present.queue(state),
        categories=category_choices(service.lists.categories, peer.language),
        outcomes=outcome_choices(service.lists.outcomes, peer.language),
        notices=shown_notices,
    )


def _coming(conn: Connection, peer: StaffPeer) -> tuple[StaffMember, notices.Shown]:
    """What the record knows of somebody who comes on duty."""
    found = notices.load(conn, peer.services.centre_id, [peer.staff_id], time.time())
    return staff.get(conn, peer.staff_id), found[peer.staff_id]


async def watch_centre(peer: StaffPeer, message: wire.WatchCentre) -> Reply:
    live = peer.services.live
    live.hub.watchers.add(peer.outbox)
    return CentreReply(id=message.id, centre=present.centre(peer.state, live.sessions, live.names))


async def set_availability(peer: StaffPeer, message: wire.SetAvailability) -> Reply:
    command = SetAvailability(peer.staff_id, Availability(message.availability), message.reason)
    await peer.services.live.do(command)
    return Ok(id=message.id)


async def go_off_duty(peer: StaffPeer, message: wire.GoOffDuty) -> Reply:
    await peer.services.live.do(SignOutCounselor(peer.staff_id))
    peer.services.live.news.touch()
    return Ok(id=message.id)


async def accept_offer(peer: StaffPeer, message: wire.AcceptOffer) -> Reply:
    await peer.services.live.do(AcceptOffer(peer.staff_id, message.session_id))
    return Ok(id=message.id)


async def pass_offer(peer: StaffPeer, message: wire.PassOffer) -> Reply:
    await peer.services.live.do(PassOffer(peer.staff_id, message.session_id))
    return Ok(id=message.id)


async def send_text(peer: StaffPeer, message: wire.SendText) -> Reply:
    _, live = peer.session(message.session_id)
    stored = await peer.services.live.texts.send(
        live, Party.COUNSELOR, peer.staff_id, message.client_id, message.text
    )
    return Stored(id=message.id, seq=stored.seq, at=stored.at)


async def delivered(peer: StaffPeer, message: wire.Delivered) -> Reply:
    _, live = peer.session(message.session_id)
    await peer.services.live.texts.delivered(live, Party.COUNSELOR, message.up_to)
    return Ok(id=message.id)


async def look_here(peer: StaffPeer, message: wire.LookHere) -> Reply:
    session, live = peer.session(message.session_id)
    if session.state not in (SessionState.CONNECTED, SessionState.ON_HOLD):
        raise WireError("wrong_state")
    event = LookHereEvent(session_id=live.session_id)
    peer.services.live.hub.to_caller(live.session_id, event)
    return Ok(id=message.id)


async def hold(peer: StaffPeer, message: wire.Hold) -> Reply:
    await peer.services.live.do(Hold(peer.staff_id, message.session_id))
    return Ok(id=message.id)


async def resume(peer: StaffPeer, message: wire.Resume) -> Reply:
    await peer.services.live.do(Resume(peer.staff_id, message.session_id))
    return Ok(id=message.id)


async def switch_mode(peer: StaffPeer, message: wire.SwitchMode) -> Reply:
    await peer.services.live.do(SwitchMode(message.session_id, Mode(message.mode), Party.COUNSELOR))
    return Ok(id=message.id)


async def request_media(peer: StaffPeer, message: wire.RequestMedia) -> Reply:
    peer.services.live.media.request(
        message.session_id, Party.COUNSELOR, peer.staff_id, fresh=message.fresh
    )
    return Ok(id=message.id)


async def answer_media(peer: StaffPeer, message: wire.AnswerMedia) -> Reply:
    peer.services.live.media.answer(
        message.session_id, Party.COUNSELOR, peer.staff_id, message.revision, message.sdp
    )
    return Ok(id=message.id)


async def media_state(peer: StaffPeer, message: wire.MediaState) -> Reply:
    _, live = peer.session(message.session_id)
    live.counselor_media = PeerMedia(camera=message.camera, microphone=message.microphone)
    event = PeerMediaEvent(
        session_id=live.session_id, camera=message.camera, microphone=message.microphone
    )
    peer.services.live.hub.to_caller(live.session_id, event)
    return Ok(id=message.id)


async def end(peer: StaffPeer, message: wire.End) -> Reply:
    await peer.services.live.do(EndSession(message.session_id, Party.COUNSELOR))
    return Ok(id=message.id)


async def finish_wrap_up(peer: StaffPeer, message: wire.FinishWrapUp) -> Reply:
    """Raises WireError `record_incomplete` without outcome, and category where a record is kept."""
    session, live = peer.session(message.session_id)
    complete = live.record.outcome and (live.record.category or not live.keeps_record)
    if session.state is SessionState.WRAP_UP and not complete:
        raise WireError("record_incomplete")
    await peer.services.live.do(FinishWrapUp(peer.staff_id, message.session_id))
    return Ok(id=message.id)


async def close_wrap_up(peer: StaffPeer, message: wire.CloseWrapUp) -> Reply:
    await peer.services.live.do(CloseWrapUp(message.session_id, peer.staff_id))
    return Ok(id=message.id)
