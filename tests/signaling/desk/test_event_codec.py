"""Every event goes into the journal and comes out the same."""

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signaling.desk import event_from_dict, event_to_dict
from signaling.desk.event_codec import EVENT_TYPES
from signaling.desk.events import Event
from signaling.desk.evolve import evolve
from signaling.desk.state import DeskState

FINITE = st.floats(allow_nan=False, allow_infinity=False)
FREE_TEXT = {"text", "message", "name", "phone", "email", "note", "address"}


def of_kind(kind: type[Event]) -> st.SearchStrategy[Event]:
    st.register_type_strategy(float, FINITE)
    return st.builds(kind)


@pytest.mark.parametrize("name", EVENT_TYPES)
@settings(max_examples=15)
@given(data=st.data())
def test_round_trip_through_json(name: str, data: st.DataObject) -> None:
    event = data.draw(of_kind(EVENT_TYPES[name]))
    plain = json.loads(json.dumps(event_to_dict(event)))
    assert plain["type"] == name
    assert event_from_dict(plain) == event


@pytest.mark.parametrize("name", EVENT_TYPES)
@settings(max_examples=15)
@given(data=st.data())
def test_every_event_can_be_replayed_into_an_empty_state(name: str, data: st.DataObject) -> None:
    evolve(DeskState(), data.draw(of_kind(EVENT_TYPES[name])))


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_no_field_for_free_text(name: str) -> None:
    assert not {field.name for field in fields(EVENT_TYPES[name])} & FREE_TEXT


GOOD = {"type": "QueueAttended", "at": 1.0, "centre_id": "seoul", "mode": "text"}


@pytest.mark.parametrize(
    "change",
    [
        {"type": "Event"},
        {"type": None},
        {"type": ["QueueAttended"]},
        {"type": "DeskError"},
        {"at": "1"},
        {"at": None},
        {"at": True},
        {"mode": "smoke"},
        {"mode": ["text"]},
        {"centre_id": 7},
        {"extra": 1},
    ],
)
def test_a_wrong_dict_is_refused(change: dict[str, Any]) -> None:
    assert event_to_dict(event_from_dict(GOOD)) == GOOD
    with pytest.raises(ValueError):
        event_from_dict(GOOD | change)


def test_a_missing_field_is_refused() -> None:
    with pytest.raises(ValueError):
        event_from_dict({"type": "QueueAttended", "at": 1.0})
