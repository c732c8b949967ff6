"""What the relay tells. Every event is serialisable and names the call and the leg it is about."""

from typing import Literal

import msgspec

Kind = Literal["audio", "video"]


class SlotMids(msgspec.Struct, frozen=True):
    """Where in an offer (`a=mid`) a slot's media arrives: the participant at `slot`, as this leg sees it."""

    slot: int
    audio_mid: str
    video_mid: str


class LegOffer(msgspec.Struct, frozen=True, tag=True):
    """An SDP offer for the leg's browser. `send_*_mid` are the sections in which the browser sends.

    Every slot of the call but the leg's own is in `slots`, taken or not, so joining needs no new offer.
    """

    call_id: str
    leg_id: str
    revision: int
    sdp: str
    send_audio_mid: str
    send_video_mid: str
    slots: tuple[SlotMids, ...]


class LegConnected(msgspec.Struct, frozen=True, tag=True):
    """ICE and DTLS are up: media can move."""

    call_id: str
    leg_id: str


class LegFlowing(msgspec.Struct, frozen=True, tag=True):
    """The first authenticated packet of this kind has arrived from the leg."""

    call_id: str
    leg_id: str
    kind: Kind


class LegSilent(msgspec.Struct, frozen=True, tag=True):
    """No authenticated packet of any kind from the leg for `seconds`."""

    call_id: str
    leg_id: str
    seconds: float


class LegBack(msgspec.Struct, frozen=True, tag=True):
    """A silent leg was heard again."""

    call_id: str
    leg_id: str


class LegClosed(msgspec.Struct, frozen=True, tag=True):
    call_id: str
    leg_id: str
    reason: Literal["command", "call_closed", "handshake_failed", "shutdown"]


class CommandFailed(msgspec.Struct, frozen=True, tag=True):
    """The command changed nothing. `code` is stable: see `relay.errors`."""

    command: str
    code: str
    message: str
    call_id: str = ""
    leg_id: str = ""


CallEvent = LegOffer | LegConnected | LegFlowing | LegSilent | LegBack | LegClosed | CommandFailed
