"""What a caller's page may send. A caller has one session, so no message names one."""

import msgspec

from signaling.protocol.shared import (
    CameraState,
    ChatText,
    Id,
    Language,
    Mode,
    Name,
    Request,
    Sdp,
    Seq,
)


class Hello(Request, frozen=True, kw_only=True, tag="hello"):
    """Always first. `token` resumes a session; `page` tells the tabs of one browser apart."""

    token: str | None = None
    language: Language = "ko"
    page: Id


class Ping(Request, frozen=True, kw_only=True, tag="ping"):
    """Answered with `ok`: shows a page that its connection still works."""


class Join(Request, frozen=True, kw_only=True, tag="join"):
    """Joins the queue. Without `consent` only times and outcome are kept and `name` must be empty."""

    mode: Mode
    consent: bool
    emergency: bool = False
    name: Name = ""


class Leave(Request, frozen=True, kw_only=True, tag="leave"):
    """Leaves the queue."""


class SwitchMode(Request, frozen=True, kw_only=True, tag="switch_mode"):
    """Goes on as text, or back to video, in the same session and at the same place."""

    mode: Mode


class SendText(Request, frozen=True, kw_only=True, tag="send_text"):
    """Allowed from joining the queue on. `client_id` makes a repeat harmless."""

    client_id: Id
    text: ChatText


class Delivered(Request, frozen=True, kw_only=True, tag="delivered"):
    """Every message up to `up_to` has been shown on this page."""

    up_to: Seq


class LookHere(Request, frozen=True, kw_only=True, tag="look_here"):
    """Asks for the other person's eyes: a visible signal, nothing kept."""


class RequestMedia(Request, frozen=True, kw_only=True, tag="request_media"):
    """Asks the relay for an offer: `fresh` for a new peer connection, else an ICE restart of this one."""

    fresh: bool


class AnswerMedia(Request, frozen=True, kw_only=True, tag="answer_media"):
    """The browser's SDP answer to the `media_offer` of the same revision."""

    revision: Seq
    sdp: Sdp


class MediaState(Request, frozen=True, kw_only=True, tag="media_state"):
    """What this page sends now, so that the other side can show it in words."""

    camera: CameraState
    microphone: bool


class End(Request, frozen=True, kw_only=True, tag="end"):
    """Ends the session at once; `reconnect` takes it back for 60 s."""


class Reconnect(Request, frozen=True, kw_only=True, tag="reconnect"):
    """Takes back an end: to the same counselor while they wrap up, else to the front of the queue."""


CallerRequest = (
    Hello
    | Ping
    | Join
    | Leave
    | SwitchMode
    | SendText
    | Delivered
    | LookHere
    | RequestMedia
    | AnswerMedia
    | MediaState
    | End
    | Reconnect
)

decoder = msgspec.json.Decoder(CallerRequest)
