"""Words and limits that both the caller's and the staff's messages use."""

from typing import Annotated, Literal

import msgspec

Mode = Literal["video", "text"]
Language = Literal["ko", "en"]
Availability = Literal["ready", "on_break", "away", "offline"]
CameraState = Literal["on", "paused", "off"]

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
RequestId = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
ChatText = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
Sdp = Annotated[str, msgspec.Meta(min_length=1, max_length=60_000)]
Name = Annotated[str, msgspec.Meta(max_length=40)]
Seq = Annotated[int, msgspec.Meta(ge=0, le=2**53)]

LARGEST_MESSAGE = 64 * 1024
"""Bytes of one incoming message; over it the sender gets `too_large`, over 1 MiB a close with 1009."""


class Request(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True
):
    """A client's message. The reply, `ok` or `error`, carries the same `id`."""

    id: RequestId


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """A server's message that nobody asked for."""
