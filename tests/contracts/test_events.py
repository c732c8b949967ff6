"""Events are appended in order and come back as a desk needs them after a restart."""

from sqlalchemy import Connection

from recordings import events
from recordings.close_out import close_out
from recordings.events import EventRow
from tests.contracts.builders import CENTRE, add_contact, add_session

COUNSELOR_TYPES = ("CounselorSignedIn", "AvailabilityChanged")


def _event(type_: str, at: float, session: str | None, counselor: str | None = None) -> EventRow:
    return EventRow(type_, at, CENTRE, session, counselor, {"at": at})


def _types(stored: list[events.StoredEvent]) -> list[str]:
    return [event.type for event in stored]


def test_events_keep_their_order_and_data(conn: Connection) -> None:
    rows = [
        EventRow("SessionQueued", 1.5, CENTRE, "s1", None, {"mode": "text", "tries": [1, None]}),
        EventRow("OfferMade", 1.5, CENTRE, "s1", "kim", {}),
    ]
    events.append(conn, rows)
    events.append(conn, [])
    stored = events.of_session(conn, "s1")
    assert [(event.type, event.at, event.counselor_id, event.data) for event in stored] == [
        ("SessionQueued", 1.5, None, {"mode": "text", "tries": [1, None]}),
        ("OfferMade", 1.5, "kim", {}),
    ]
    assert stored[0].seq < stored[1].seq


def test_only_unfinished_sessions_are_loaded(conn: Connection) -> None:
    add_contact(conn)
    add_session(conn, "s2")
    events.append(conn, [_event("A", 1, "s1"), _event("B", 2, "s2"), _event("C", 3, "s1")])
    close_out(conn, "s2", now=4.0)
    assert _types(events.of_unfinished_sessions(conn)) == ["A", "C"]


def test_the_last_event_of_each_counselor_and_type(conn: Connection) -> None:
    events.append(
        conn,
        [
            _event("CounselorSignedIn", 1, None, "kim"),
            _event("AvailabilityChanged", 2, None, "kim"),
            _event("AvailabilityChanged", 3, None, "park"),
            _event("AvailabilityChanged", 4, None, "kim"),
            _event("QueueUnattended", 5, None),
            _event("OfferMade", 6, "s1", "kim"),
        ],
    )
    last = events.last_of_counselors(conn, COUNSELOR_TYPES)
    assert [event.at for event in last] == [1, 3, 4]


def test_a_restart_knows_a_sessions_counselor_before_the_session(conn: Connection) -> None:
    add_contact(conn)
    events.append(
        conn,
        [
            _event("CounselorSignedIn", 1, None, "kim"),
            _event("AvailabilityChanged", 2, None, "kim"),
            _event("SessionQueued", 3, "s1"),
            _event("SessionConnected", 4, "s1", "kim"),
            _event("CounselorSignedIn", 5, None, "kim"),
            _event("AvailabilityChanged", 6, None, "kim"),
            _event("SessionQueued", 7, "gone"),
            _event("Unasked", 8, None, "kim"),
        ],
    )
    replayed = events.for_restart(conn, COUNSELOR_TYPES)
    assert [event.at for event in replayed] == [1, 2, 3, 4, 5, 6]


def test_a_restart_knows_what_befell_the_whole_centre_meanwhile(conn: Connection) -> None:
    add_contact(conn)
    shifts = [_event("DeadlineShifted", at, None) for at in (1, 3)]
    events.append(conn, [shifts[0], _event("SessionQueued", 2, "s1"), shifts[1]])
    replayed = events.for_restart(conn, ["DeadlineShifted"])
    assert [event.at for event in replayed] == [2, 3]


def test_a_restart_without_sessions_knows_the_counselors(conn: Connection) -> None:
    events.append(conn, [_event("AvailabilityChanged", n, None, "kim") for n in (1, 2)])
    assert [event.at for event in events.for_restart(conn, COUNSELOR_TYPES)] == [2]
