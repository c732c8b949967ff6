"""docs/desk.md says what the code does."""

import re
from dataclasses import fields
from pathlib import Path

import signaling.desk
from signaling.desk import ERROR_CODES, DeskSettings
from signaling.desk.decide import DECIDERS
from signaling.desk.event_codec import EVENT_TYPES
from signaling.desk.transitions import TRANSITIONS
from tests.signaling.desk.test_simulation import run

PAGE = (Path(signaling.desk.__file__).parents[2] / "docs" / "desk.md").read_text(encoding="utf-8")


def test_every_command_has_a_row() -> None:
    rows = set(re.findall(r"^\| `(\w+)`", PAGE, re.MULTILINE))
    assert {kind.__name__ for kind in DECIDERS} <= rows


def test_every_event_and_setting_is_named() -> None:
    names = {*EVENT_TYPES, *(field.name for field in fields(DeskSettings))}
    assert {name for name in names if f"`{name}`" not in PAGE} == set()


def test_every_error_code_has_its_meaning() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+\.) \|$", PAGE, re.MULTILINE))
    assert rows == dict(ERROR_CODES)


def test_a_command_is_refused_only_with_the_codes_of_its_row() -> None:
    rows = re.findall(r"^\| `(\w+)`.* \|.*\| (.+) \|$", PAGE, re.MULTILINE)
    documented = {
        (command, code) for command, codes in rows for code in re.findall(r"`(\w+)`", codes)
    }
    refused = run(seed=3, steps=4_000).refused
    assert len(refused) >= 12
    assert refused <= documented


def test_the_diagram_is_the_table_of_transitions() -> None:
    arrows = re.findall(r"^    (\w+|\[\*\]) --> (\w+): (.+)$", PAGE, re.MULTILINE)
    drawn = {
        (event, source, target) for source, target, events in arrows for event in events.split(", ")
    }
    table = {
        (event.__name__, source, move.target.value)
        for event, move in TRANSITIONS.items()
        for source in [each.value for each in move.sources] or ["[*]"]
    }
    assert drawn == table
