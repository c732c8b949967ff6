"""Categories, outcomes, consents, the audit log, the heartbeat."""

from sqlalchemy import Connection

from recordings import audit, categories, centres, consents, default_centre, heartbeat, outcomes
from recordings.audit import AuditEntry
from recordings.centres import Centre
from recordings.consents import Consent
from tests.contracts.builders import CENTRE, add_contact, add_session


def test_the_default_centre_has_its_lists_in_order(conn: Connection) -> None:
    keys = [category.key for category in categories.of_centre(conn, CENTRE)]
    assert keys[:5] == ["medical", "work", "benefits", "everyday_calls", "transport"]
    assert keys[-1] == "other"
    names = {outcome.key: outcome.en for outcome in outcomes.of_centre(conn, CENTRE)}
    assert names["relayed_call"] == "Relayed a call"
    assert centres.get(conn, CENTRE) is not None


def test_an_existing_centre_is_left_alone(conn: Connection) -> None:
    before = categories.of_centre(conn, CENTRE)
    default_centre.ensure_default_centre(conn, now=5.0)
    assert categories.of_centre(conn, CENTRE) == before


def test_each_centre_has_its_own_lists(conn: Connection) -> None:
    centres.create(conn, Centre("busan", "부산", "Busan", created_at=1.0))
    assert not categories.exists(conn, "busan", "medical")
    default_centre.seed_lists(conn, "busan")
    assert categories.exists(conn, "busan", "medical")
    assert outcomes.exists(conn, "busan", "answered")


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


def test_the_audit_log_is_read_newest_first_in_pages(conn: Connection) -> None:
    for n in range(5):
        entry = AuditEntry(
            CENTRE, float(n), None, "127.0.0.1", "sign_in", "staff", f"x{n}", {"n": n}
        )
        audit.append(conn, entry)
    first = audit.newest(conn, CENTRE, limit=2)
    assert [entry.object_id for entry in first] == ["x4", "x3"]
    second = audit.newest(conn, CENTRE, limit=9, before_seq=first[-1].seq)
    assert [entry.detail["n"] for entry in second] == [2, 1, 0]
    assert audit.newest(conn, "elsewhere", limit=9) == []


def test_the_heartbeat_is_the_last_one(conn: Connection) -> None:
    assert heartbeat.last(conn) is None
    heartbeat.beat(conn, 10.0)
    heartbeat.beat(conn, 1_795_000_000.25)
    assert heartbeat.last(conn) == 1_795_000_000.25
