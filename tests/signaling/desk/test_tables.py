"""Nothing is forgotten in the tables of commands, events and settings."""

import pytest

from signaling.desk import ERROR_CODES, DeskError, DeskSettings, commands
from signaling.desk.commands import Command
from signaling.desk.decide import DECIDERS
from signaling.desk.event_codec import EVENT_TYPES
from signaling.desk.evolve import HANDLED


def test_every_command_is_decided() -> None:
    kinds = {
        kind
        for kind in vars(commands).values()
        if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command
    }
    assert set(DECIDERS) == kinds


def test_every_event_changes_the_state() -> None:
    assert set(EVENT_TYPES.values()) == HANDLED


def test_an_error_has_a_code_and_a_meaning() -> None:
    error = DeskError("offer_gone")
    assert error.code == "offer_gone"
    assert ERROR_CODES["offer_gone"] in str(error)
    with pytest.raises(KeyError):
        DeskError("made_up")


def test_settings_are_above_zero() -> None:
    with pytest.raises(ValueError, match="offer_seconds"):
        DeskSettings(offer_seconds=0)
    with pytest.raises(ValueError, match="max_text_sessions"):
        DeskSettings(max_text_sessions=-1)
