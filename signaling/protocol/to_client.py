"""What the server sends: replies to requests, and events."""

from typing import Literal

import msgspec

from relay.events import SlotMids
from signaling.protocol.shared import CameraState, Event
from signaling.protocol.views import (
    CallerSession,
    CannedAnswer,
    Cause,
    CentreView,
    Choice,
    Me,
    Message,
    Notice,
    Offer,
    Place,
    QueueEntry,
    Record,
    StaffSession,
)


class Reply(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """The answer to the request with the same `id`."""

    id: int


class Ok(Reply, frozen=True, kw_only=True, tag="ok"):
    """Done and stored."""


class Error(Reply, frozen=True, kw_only=True, tag="error"):
    """Nothing was changed. `code` is stable and translated by the page; `message` is English, for logs.

    `id` is -1 where the request's own could not be read.
    """

    code: str
    message: str


class Welcome(Reply, frozen=True, kw_only=True, tag="welcome"):
    """The reply to a caller's `hello`: a whole snapshot. `session` is null without a live token."""

    now: float
    session: CallerSession | None
    messages: tuple[Message, ...]


class Joined(Reply, frozen=True, kw_only=True, tag="joined"):
    """`token` resumes this session only; the page keeps it and shows it to nobody."""

    token: str
    session: CallerSession


class Stored(Reply, frozen=True, kw_only=True, tag="stored"):
    """A text is on disk."""

    seq: int
    at: float


class StaffWelcome(Reply, frozen=True, kw_only=True, tag="staff_welcome"):
    now: float
    me: Me


class Duty(Reply, frozen=True, kw_only=True, tag="duty"):
    """The reply to `on_duty`: everything the console shows."""

    me: Me
    sessions: tuple[StaffSession, ...]
    offer: Offer | None
    queue: tuple[QueueEntry, ...]
    categories: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]
    notices: tuple[Notice, ...]


class Saved(Reply, frozen=True, kw_only=True, tag="saved"):
    version: int


class AnswersFound(Reply, frozen=True, kw_only=True, tag="answers_found"):
    """Best first. `more`: there are others; another word would tell them apart."""

    answers: tuple[CannedAnswer, ...]
    more: bool


class CentreReply(Reply, frozen=True, kw_only=True, tag="centre_reply"):
    centre: CentreView


class SessionEvent(Event, frozen=True, kw_only=True, tag="session"):
    """The caller's session, whole, after `cause`."""

    session: CallerSession
    cause: Cause


class PlaceEvent(Event, frozen=True, kw_only=True, tag="place"):
    """At most one a second for each waiting caller."""

    place: Place


class MessageEvent(Event, frozen=True, kw_only=True, tag="message"):
    session_id: str
    message: Message


class DeliveredEvent(Event, frozen=True, kw_only=True, tag="delivered"):
    """The other side has shown every message up to `up_to`."""

    session_id: str
    up_to: int


class LookHereEvent(Event, frozen=True, kw_only=True, tag="look_here"):
    session_id: str


class MediaOffer(Event, frozen=True, kw_only=True, tag="media_offer"):
    """The relay's SDP offer. `fresh` asks for a new peer connection.

    `peer_slot` is the slot in which the other person's media arrives; `send_*_mid` are ours.
    """

    session_id: str
    revision: int
    sdp: str
    fresh: bool
    send_audio_mid: str
    send_video_mid: str
    slots: tuple[SlotMids, ...]
    peer_slot: int


class PeerMediaEvent(Event, frozen=True, kw_only=True, tag="peer_media"):
    session_id: str
    camera: CameraState
    microphone: bool


class LineEvent(Event, frozen=True, kw_only=True, tag="line"):
    """How the media connection of one side is doing, as the relay sees it."""

    session_id: str
    who: Literal["you", "peer"]
    state: Literal["up", "silent"]


class MeEvent(Event, frozen=True, kw_only=True, tag="me"):
    me: Me


class OfferEvent(Event, frozen=True, kw_only=True, tag="offer"):
    offer: Offer


class OfferGoneEvent(Event, frozen=True, kw_only=True, tag="offer_gone"):
    session_id: str
    why: Literal["accepted", "missed", "passed", "withdrawn"]


class StaffSessionEvent(Event, frozen=True, kw_only=True, tag="staff_session"):
    """A counselor's session, whole but for its messages, after `cause`; with them when just answered."""

    session: StaffSession
    cause: Cause


class SessionGoneEvent(Event, frozen=True, kw_only=True, tag="session_gone"):
    """The session is no longer this counselor's: closed, or back in the queue."""

    session_id: str
    cause: Cause


class RecordEvent(Event, frozen=True, kw_only=True, tag="record"):
    """Saved from another of this counselor's pages."""

    session_id: str
    record: Record


class QueueEvent(Event, frozen=True, kw_only=True, tag="queue"):
    """At most one a second."""

    queue: tuple[QueueEntry, ...]


class NoticesEvent(Event, frozen=True, kw_only=True, tag="notices"):
    """All notices that have not ended, whole, after an administrator changed one."""

    notices: tuple[Notice, ...]


class CentreEvent(Event, frozen=True, kw_only=True, tag="centre"):
    centre: CentreView


class ReplacedEvent(Event, frozen=True, kw_only=True, tag="replaced"):
    """Another page of the same person took over; this one is closed with 4000 and stays quiet."""


class ClosingEvent(Event, frozen=True, kw_only=True, tag="closing"):
    """The server stops; come back in a moment. Closed with 1001."""


ToClient = (
    Ok
    | Error
    | Welcome
    | Joined
    | Stored
    | StaffWelcome
    | Duty
    | Saved
    | AnswersFound
    | CentreReply
    | SessionEvent
    | PlaceEvent
    | MessageEvent
    | DeliveredEvent
    | LookHereEvent
    | MediaOffer
    | PeerMediaEvent
    | LineEvent
    | MeEvent
    | OfferEvent
    | OfferGoneEvent
    | StaffSessionEvent
    | SessionGoneEvent
    | RecordEvent
    | QueueEvent
    | NoticesEvent
    | CentreEvent
    | ReplacedEvent
    | ClosingEvent
)

encoder = msgspec.json.Encoder()
