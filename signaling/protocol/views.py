"""What the server shows of its state: the parts that replies and events are made of.

Times are epoch seconds (UTC, float) of the server's clock; `now` in a reply lets a page correct its own.
"""

from typing import Literal

import msgspec

from signaling.protocol.shared import Availability, CameraState, Language, Mode

SessionState = Literal["waiting", "connected", "on_hold", "ended"]
StaffSessionState = Literal["connected", "on_hold", "wrap_up"]
Cause = Literal[
    "resumed_page",
    "joined",
    "asked",
    "answered",
    "requeued",
    "mode_switched",
    "counselor_lost",
    "counselor_back",
    "caller_lost",
    "caller_back",
    "video_dropped",
    "held",
    "unheld",
    "ended",
    "abandoned",
    "reconnected",
    "closed",
]
"""Why a session's state is shown again: what just happened."""


class Estimate(msgspec.Struct, frozen=True):
    """Honest range of minutes still to wait."""

    low: int
    high: int


class Place(msgspec.Struct, frozen=True):
    """A waiting caller's place. `estimate` is null when not known; `staffed` is false with nobody on duty."""

    place: int
    estimate: Estimate | None
    staffed: bool


class Message(msgspec.Struct, frozen=True):
    """One stored text. `seq` orders a session's messages; `delivered` is whether the other side has shown it."""

    seq: int
    client_id: str
    sender: Literal["caller", "counselor", "system"]
    text: str
    at: float
    delivered: bool


class PeerMedia(msgspec.Struct, frozen=True):
    camera: CameraState
    microphone: bool


class CallerSession(msgspec.Struct, frozen=True):
    """The session as its caller sees it. `place` is set while waiting.

    `asking` is whether a counselor is being asked at this moment. `ended_by` and `reconnect_until` are
    set once ended; `inquiry_number` from the start.
    """

    session_id: str
    inquiry_number: str
    state: SessionState
    mode: Mode
    emergency: bool
    keeps_record: bool
    joined_at: float
    asking: bool = False
    place: Place | None = None
    answered_at: float | None = None
    counselor_name: str = ""
    counselor_present: bool = False
    peer: PeerMedia | None = None
    ended_by: Literal["", "caller", "counselor", "system"] = ""
    reconnect_until: float | None = None


class Record(msgspec.Struct, frozen=True):
    """What a counselor edits of the inquiry."""

    version: int
    subject: str
    notes: str
    category: str
    outcome: str


class StaffSession(msgspec.Struct, frozen=True):
    """The session as its counselor sees it."""

    session_id: str
    inquiry_number: str
    state: StaffSessionState
    mode: Mode
    emergency: bool
    keeps_record: bool
    language: Language
    caller_name: str
    caller_present: bool
    text_only: bool
    joined_at: float
    answered_at: float
    record: Record
    ended_at: float | None = None
    peer: PeerMedia | None = None
    messages: tuple[Message, ...] = ()


class Offer(msgspec.Struct, frozen=True):
    """A session shown to a counselor, who accepts or lets it pass before `expires_at`."""

    session_id: str
    mode: Mode
    language: Language
    emergency: bool
    returned: bool
    joined_at: float
    made_at: float
    expires_at: float
    earlier: str = ""


class QueueEntry(msgspec.Struct, frozen=True):
    session_id: str
    mode: Mode
    joined_at: float
    emergency: bool
    returned: bool
    offered: bool
    present: bool


class Me(msgspec.Struct, frozen=True):
    """The signed-in counselor. `reason` says why, where the desk or the person gave one (`missed_offers`)."""

    staff_id: str
    name: str
    role: str
    modes: tuple[Mode, ...]
    max_text: int
    availability: Availability
    reason: str = ""


class Choice(msgspec.Struct, frozen=True):
    """One entry of a native select; `group` is the parent's label."""

    key: str
    label: str
    group: str = ""


class CannedAnswer(msgspec.Struct, frozen=True):
    """An entry of the answer book in both languages. `clip` names a signed clip, "" none.

    `example`: it came with the software, and nobody has yet made it the city's own.
    """

    key: str
    category: str
    title_ko: str
    title_en: str
    text_ko: str
    text_en: str
    clip: str
    example: bool


class Notice(msgspec.Struct, frozen=True):
    """From administrators to counselors, shown from `valid_from` until `valid_until`; `read` by this one."""

    id: str
    title: str
    text: str
    urgent: bool
    valid_from: float
    valid_until: float
    read: bool


class CounselorRow(msgspec.Struct, frozen=True):
    staff_id: str
    name: str
    modes: tuple[Mode, ...]
    availability: Availability
    reason: str
    since: float
    present: bool
    video_sessions: int
    text_sessions: int
    wrap_ups: int


class WrapUpRow(msgspec.Struct, frozen=True):
    """A session whose record is still being written. `since`: when the conversation ended."""

    session_id: str
    inquiry_number: str
    counselor_name: str
    since: float


class CentreView(msgspec.Struct, frozen=True):
    """The live view: who waits, who works, and what nobody can take (`unattended` modes)."""

    waiting: tuple[QueueEntry, ...]
    counselors: tuple[CounselorRow, ...]
    wrap_ups: tuple[WrapUpRow, ...]
    unattended: tuple[Mode, ...]
