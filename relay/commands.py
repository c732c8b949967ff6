"""What the relay can be told. Every command is serialisable: a relay worker may be another process.

Commands are facts about calls and legs, never about people: ids are opaque strings. `CallCommand`
is the union that decodes from JSON or MessagePack with `msgspec`.
"""

from typing import Literal

import msgspec

Codec = Literal["VP8", "VP9", "H264", "AV1"]

SLOTS = 6
"""Places for legs in one call: caller, counselor, second signer, interpreter, supervisor, guest."""


class OpenCall(msgspec.Struct, frozen=True, tag=True):
    """Makes an empty call. Nothing is forwarded in it before `StartCall`."""

    call_id: str
    codec: Codec = "VP8"


class OpenLeg(msgspec.Struct, frozen=True, tag=True):
    """Gives one participant a place in a call; the relay answers with `LegOffer`.

    `slot` is 0 to `SLOTS` - 1 and must be free in the call.
    """

    call_id: str
    leg_id: str
    slot: int


class StartCall(msgspec.Struct, frozen=True, tag=True):
    """Forwards media between the call's legs from now on, beginning with a keyframe of each source."""

    call_id: str


class StopCall(msgspec.Struct, frozen=True, tag=True):
    """Stops forwarding and keeps the legs connected (hold, back in the queue, going on as text)."""

    call_id: str


class OfferLeg(msgspec.Struct, frozen=True, tag=True):
    """Makes a new offer for a leg, with fresh ICE credentials when `ice_restart` is set.

    A page that was reloaded has a new DTLS identity: it needs `CloseLeg` and `OpenLeg` instead.
    """

    leg_id: str
    ice_restart: bool = False


class AnswerLeg(msgspec.Struct, frozen=True, tag=True):
    """The browser's answer to the offer of the same `revision`."""

    leg_id: str
    revision: int
    sdp: str


class CloseLeg(msgspec.Struct, frozen=True, tag=True):
    leg_id: str


class CloseCall(msgspec.Struct, frozen=True, tag=True):
    """Ends a call and every leg in it."""

    call_id: str


CallCommand = (
    OpenCall | OpenLeg | StartCall | StopCall | OfferLeg | AnswerLeg | CloseLeg | CloseCall
)
