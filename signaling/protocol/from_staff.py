"""What a staff page (console, live view) may send. A message about a session names it."""

from typing import Annotated

import msgspec

from signaling.protocol.shared import (
    Availability,
    CameraState,
    ChatText,
    Id,
    Language,
    Mode,
    Request,
    Sdp,
    Seq,
)

Notes = Annotated[str, msgspec.Meta(max_length=20_000)]
Subject = Annotated[str, msgspec.Meta(max_length=200)]
Key = Annotated[str, msgspec.Meta(max_length=64)]


class Hello(Request, frozen=True, kw_only=True, tag="hello"):
    """Always first. The sign-in cookie says who; `csrf` proves that our page sent it."""

    csrf: Annotated[str, msgspec.Meta(max_length=200)]
    language: Language = "ko"
    page: Id


class Ping(Request, frozen=True, kw_only=True, tag="ping"):
    """Answered with `ok`: shows a page that its connection still works."""


class OnDuty(Request, frozen=True, kw_only=True, tag="on_duty"):
    """Opens the console: the desk knows the counselor, the reply holds the whole console state.

    `video` is whether this console has a working camera.
    """

    video: bool


class WatchCentre(Request, frozen=True, kw_only=True, tag="watch_centre"):
    """Opens the live view: the reply is the first `centre`, more follow when something changes."""


class SetAvailability(Request, frozen=True, kw_only=True, tag="set_availability"):
    availability: Availability
    reason: Key = ""


class GoOffDuty(Request, frozen=True, kw_only=True, tag="go_off_duty"):
    """Leaves at once: running sessions go back to the front of the queue without the grace."""


class SearchAnswers(Request, frozen=True, kw_only=True, tag="search_answers"):
    """Looks into the answer book: all words of `query` must be there; "" gives its beginning."""

    query: Annotated[str, msgspec.Meta(max_length=200)] = ""


class ReadNotice(Request, frozen=True, kw_only=True, tag="read_notice"):
    """The counselor has read this notice as it is now; administrators see that."""

    notice_id: Id


class AboutSession(Request, frozen=True, kw_only=True):
    session_id: Id


class AcceptOffer(AboutSession, frozen=True, kw_only=True, tag="accept_offer"):
    pass


class PassOffer(AboutSession, frozen=True, kw_only=True, tag="pass_offer"):
    """Lets the offer go to the next counselor; not counted as missed."""


class SendText(AboutSession, frozen=True, kw_only=True, tag="send_text"):
    client_id: Id
    text: ChatText


class Delivered(AboutSession, frozen=True, kw_only=True, tag="delivered"):
    up_to: Seq


class LookHere(AboutSession, frozen=True, kw_only=True, tag="look_here"):
    pass


class Hold(AboutSession, frozen=True, kw_only=True, tag="hold"):
    pass


class Resume(AboutSession, frozen=True, kw_only=True, tag="resume"):
    pass


class SwitchMode(AboutSession, frozen=True, kw_only=True, tag="switch_mode"):
    mode: Mode


class RequestMedia(AboutSession, frozen=True, kw_only=True, tag="request_media"):
    fresh: bool


class AnswerMedia(AboutSession, frozen=True, kw_only=True, tag="answer_media"):
    revision: Seq
    sdp: Sdp


class MediaState(AboutSession, frozen=True, kw_only=True, tag="media_state"):
    camera: CameraState
    microphone: bool


class SaveRecord(AboutSession, frozen=True, kw_only=True, tag="save_record"):
    """Saves what was typed. Absent fields stay. A stale `version` gives `version_conflict`."""

    version: Seq
    subject: Subject | None = None
    notes: Notes | None = None
    category: Key | None = None
    outcome: Key | None = None


class End(AboutSession, frozen=True, kw_only=True, tag="end"):
    """Ends the conversation; the counselor wraps up."""


class FinishWrapUp(AboutSession, frozen=True, kw_only=True, tag="finish_wrap_up"):
    """Closes the session. `record_incomplete` without outcome, and category where a record is kept."""


class CloseWrapUp(AboutSession, frozen=True, kw_only=True, tag="close_wrap_up"):
    """A supervisor closes a wrap-up that its counselor left open."""


StaffRequest = (
    Hello
    | Ping
    | OnDuty
    | WatchCentre
    | SetAvailability
    | GoOffDuty
    | SearchAnswers
    | ReadNotice
    | AcceptOffer
    | PassOffer
    | SendText
    | Delivered
    | LookHere
    | Hold
    | Resume
    | SwitchMode
    | RequestMedia
    | AnswerMedia
    | MediaState
    | SaveRecord
    | End
    | FinishWrapUp
    | CloseWrapUp
)

decoder = msgspec.json.Decoder(StaffRequest)
