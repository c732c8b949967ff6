"""Every code that the relay raises is in the table, and every one in the table is raised."""

import re
from pathlib import Path

import pytest

import relay
from relay.errors import CODES, CommandError

ROOM = Path(next(iter(relay.__path__)))


def raised_codes() -> set[str]:
    text = "".join(path.read_text() for path in ROOM.glob("*.py"))
    return set(re.findall(r'CommandError\("(\w+)"\)', text))


def test_the_table_is_what_is_raised() -> None:
    assert raised_codes() == set(CODES)


def test_an_error_says_its_code_and_what_it_means() -> None:
    error = CommandError("bad_slot")
    assert (error.code, str(error)) == ("bad_slot", CODES["bad_slot"])
    with pytest.raises(KeyError):
        CommandError("made_up")
