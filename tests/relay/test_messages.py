"""Commands and events survive JSON and MessagePack: a relay worker may be another process."""

import typing

import msgspec
import pytest

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
    LegFlowing,
    LegOffer,
    LegSilent,
    SlotMids,
)

COMMANDS: list[CallCommand] = [
    OpenCall("c", "VP9"),
    OpenLeg("c", "l", 3),
    StartCall("c"),
    StopCall("c"),
    OfferLeg("l", ice_restart=True),
    AnswerLeg("l", 2, "v=0\r\n"),
    CloseLeg("l"),
    CloseCall("c"),
]
EVENTS: list[CallEvent] = [
    LegOffer("c", "l", 1, "v=0\r\n", "0", "1", (SlotMids(1, "2", "3"),)),
    LegConnected("c", "l"),
    LegFlowing("c", "l", "video"),
    LegSilent("c", "l", 2.5),
    LegBack("c", "l"),
    LegClosed("c", "l", "handshake_failed"),
    CommandFailed("OpenLeg", "bad_slot", "text", "c", "l"),
]


@pytest.mark.parametrize("codec", [msgspec.json, msgspec.msgpack], ids=["json", "msgpack"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: type(c).__name__)
def test_commands_come_back_equal(command: CallCommand, codec: typing.Any) -> None:
    assert codec.decode(codec.encode(command), type=CallCommand) == command


@pytest.mark.parametrize("codec", [msgspec.json, msgspec.msgpack], ids=["json", "msgpack"])
@pytest.mark.parametrize("event", EVENTS, ids=lambda e: type(e).__name__)
def test_events_come_back_equal(event: CallEvent, codec: typing.Any) -> None:
    assert codec.decode(codec.encode(event), type=CallEvent) == event


def test_every_command_and_event_is_tried_here() -> None:
    assert {type(c) for c in COMMANDS} == set(typing.get_args(CallCommand))
    assert {type(e) for e in EVENTS} == set(typing.get_args(CallEvent))
