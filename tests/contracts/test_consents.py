"""Consents and refusals are kept as they were given."""

from sqlalchemy import Connection

from recordings import consents
from recordings.consents import Consent
from tests.contracts.builders import CENTRE, add_contact, add_session


def test_consents_and_refusals_are_kept_in_order(conn: Connection) -> None:
    add_contact(conn)
    add_session(conn, "s2")
    given = [
        Consent(CENTRE, "s1", "record", "2026-11", "ko", False, 1.0),
        Consent(CENTRE, "s2", "record", "2026-11", "en", True, 2.0),
        Consent(CENTRE, "s1", "record", "2026-11", "ko", True, 3.0),
    ]
    for consent in given:
        consents.add(conn, consent)
    assert consents.of_sessions(conn, ["s1"]) == [given[0], given[2]]
