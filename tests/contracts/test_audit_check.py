"""Whatever is changed in the audit log past the code is found, and the first broken entry named."""

from datetime import date, datetime

import pytest
from sqlalchemy import Connection

from recordings import audit, audit_check, audit_checks, audit_days
from recordings.audit import COMMAND, WEB
from recordings.audit_check import AuditBreak, AuditCheck
from recordings.audit_checks import StoredCheck
from recordings.korea_time import KOREA
from tests.contracts.audit_tampering import (
    DAY,
    DAYS,
    FIRST,
    entry,
    run,
    seq_of,
    write_three_days,
)
from tests.contracts.builders import CENTRE, add_counselor


@pytest.fixture(autouse=True)
def three_days(conn: Connection) -> None:
    write_three_days(conn)


def checked(conn: Connection, day: str | None = None, noted: str | None = None) -> AuditCheck:
    wanted = None if day is None else date.fromisoformat(day)
    return audit_check.check(conn, CENTRE, wanted, noted)


def first_break(conn: Connection) -> AuditBreak:
    broken = checked(conn).broken
    assert broken is not None
    return broken


def test_an_untouched_log_holds(conn: Connection) -> None:
    found = checked(conn)
    assert found.broken is None
    assert (found.entries, found.until, found.kept_from) == (15, FIRST + 2 * DAY + 5, DAYS[0])
    assert {(day.writer, day.day, day.entries) for day in found.newest} == {
        (WEB, DAYS[2], 4),
        (COMMAND, DAYS[2], 1),
    }


def test_an_empty_log_holds(conn: Connection) -> None:
    found = audit_check.check(conn, "elsewhere")
    assert (found.broken, found.entries, found.until) == (None, 0, None)


def test_one_day_can_be_checked_alone(conn: Connection) -> None:
    run(conn, "UPDATE audit SET address = 'x' WHERE object_id = 'c2'")
    assert checked(conn, DAYS[0]).broken is None
    assert checked(conn, DAYS[0]).entries == 5
    broken = checked(conn, DAYS[2]).broken
    assert broken is not None
    assert broken.seq == seq_of(conn, "c2")


@pytest.mark.parametrize(
    "change",
    [
        "address = '10.0.0.1'",
        "action = 'sign_out'",
        "staff_id = 'kim'",
        "object_kind = 'inquiry'",
        "at = at + 1",
        "detail = '{}'",
        "hash = 'f00'",
    ],
)
def test_a_changed_row_is_found(conn: Connection, change: str) -> None:
    assert run(conn, f"UPDATE audit SET {change} WHERE object_id = 'b2'") == 1
    broken = AuditBreak("entry_changed", DAYS[1], WEB, 2, seq_of(conn, "b2"))
    assert first_break(conn) == broken


def test_the_first_of_several_is_named(conn: Connection) -> None:
    run(conn, "UPDATE audit SET address = 'x' WHERE object_id IN ('c1', 'b3', 'c-command')")
    assert first_break(conn).seq == seq_of(conn, "b3")


def test_a_deleted_row_is_found_by_the_one_after_it(conn: Connection) -> None:
    assert run(conn, "DELETE FROM audit WHERE object_id = 'b2'") == 1
    broken = first_break(conn)
    assert (broken.code, broken.day, broken.seq) == ("entry_missing", DAYS[1], seq_of(conn, "b3"))


def test_a_deleted_row_is_found_when_those_after_it_are_moved_up(conn: Connection) -> None:
    run(conn, "DELETE FROM audit WHERE object_id = 'b2'")
    for what in ("b3", "b4"):
        run(conn, f"UPDATE audit SET position = position - 1 WHERE object_id = '{what}'")
    broken = first_break(conn)
    assert (broken.code, broken.seq) == ("entry_changed", seq_of(conn, "b3"))


def test_the_last_row_of_a_day_is_missed(conn: Connection) -> None:
    run(conn, "DELETE FROM audit WHERE object_id = 'c4'")
    assert first_break(conn) == AuditBreak("entry_missing", DAYS[2], WEB, 4, None)


def test_all_rows_of_a_day_are_missed(conn: Connection) -> None:
    run(conn, "DELETE FROM audit WHERE object_id LIKE 'b%'")
    assert first_break(conn) == AuditBreak("entry_missing", DAYS[1], COMMAND, 1, None)
    broken = checked(conn, DAYS[1]).broken
    assert broken is not None


COPIED = """INSERT INTO audit (centre_id, at, staff_id, address, action, object_kind, object_id, detail,
    writer, day_number, position, hash)
    SELECT centre_id, at, staff_id, address, action, object_kind, 'forged', detail, writer, day_number,
    {position}, hash FROM audit WHERE object_id = '{like}'"""


def test_a_row_inserted_at_the_end_is_found(conn: Connection) -> None:
    assert run(conn, COPIED.format(position=5, like="b4")) == 1
    broken = first_break(conn)
    assert (broken.code, broken.seq) == ("entry_added", seq_of(conn, "forged"))


def test_a_row_inserted_in_between_is_found(conn: Connection) -> None:
    for what in ("b4", "b3"):
        run(conn, f"UPDATE audit SET position = position + 1 WHERE object_id = '{what}'")
    assert run(conn, COPIED.format(position=3, like="b2")) == 1
    run(conn, "UPDATE audit_days SET entries = 5 WHERE writer = 'web' AND number = 2")
    broken = first_break(conn)
    assert (broken.code, broken.seq) == ("entry_changed", seq_of(conn, "forged"))


def test_a_row_inserted_into_a_day_that_never_was_is_found(conn: Connection) -> None:
    forged = COPIED.replace("day_number,\n", "9,\n").format(position=1, like="b4")
    assert run(conn, forged) == 1
    broken = first_break(conn)
    assert (broken.code, broken.seq) == ("closing_missing", seq_of(conn, "forged"))


def test_rows_that_change_their_places_in_the_chain_are_found(conn: Connection) -> None:
    for what, position in (("b2", 99), ("b3", 2), ("b2", 3)):
        run(conn, f"UPDATE audit SET position = {position} WHERE object_id = '{what}'")
    broken = first_break(conn)
    assert (broken.code, broken.seq) == ("entry_changed", seq_of(conn, "b3"))


def test_rows_that_change_their_places_in_the_list_are_found(conn: Connection) -> None:
    second, third = seq_of(conn, "b2"), seq_of(conn, "b3")
    for seq, new in ((second, -1), (third, second), (-1, third)):
        run(conn, f"UPDATE audit SET seq = {new} WHERE seq = {seq}")
    broken = first_break(conn)
    assert (broken.code, broken.seq) == ("order_changed", second)


def test_rows_that_move_to_another_day_are_found(conn: Connection) -> None:
    run(conn, f"UPDATE audit SET at = at + {DAY} WHERE object_id = 'a4'")
    assert first_break(conn).day == DAYS[0]
    for day in DAYS[:2]:
        assert checked(conn, day).broken is not None


def test_a_deleted_closing_hash_is_found(conn: Connection) -> None:
    assert run(conn, "DELETE FROM audit_days WHERE writer = 'web' AND number = 2") == 1
    broken = first_break(conn)
    assert broken == AuditBreak("closing_missing", DAYS[1], WEB, 1, seq_of(conn, "b1"))


def test_the_newest_closing_hash_is_missed(conn: Connection) -> None:
    assert run(conn, "DELETE FROM audit_days WHERE writer = 'web' AND number = 3") == 1
    assert first_break(conn).seq == seq_of(conn, "c1")


def test_a_day_taken_out_whole_is_found_by_the_one_after_it(conn: Connection) -> None:
    run(conn, "DELETE FROM audit WHERE object_id LIKE 'b%'")
    run(conn, "DELETE FROM audit_days WHERE number = 2")
    assert first_break(conn) == AuditBreak("closing_missing", DAYS[2], COMMAND, 0, None)


def test_a_changed_closing_hash_is_found(conn: Connection) -> None:
    run(conn, "UPDATE audit_days SET hash = 'f00' WHERE writer = 'web' AND number = 2")
    assert first_break(conn) == AuditBreak("closing_changed", DAYS[1], WEB, 4, None)


def test_a_closing_hash_is_noted_elsewhere_and_found_again(conn: Connection) -> None:
    noted = next(day.hash for day in checked(conn).newest if day.writer == WEB)
    audit.append(conn, entry(FIRST + 2 * DAY + 9, "later"))
    assert checked(conn, noted=noted).noted_found
    assert not checked(conn, noted="f00").noted_found


def test_a_log_computed_anew_does_not_hold_the_noted_hash(conn: Connection) -> None:
    noted = checked(conn).newest[0].hash
    run(conn, "DELETE FROM audit")
    run(conn, "DELETE FROM audit_days")
    audit.append(conn, entry(FIRST, "a forged history"))
    assert checked(conn).broken is None
    assert not checked(conn, noted=noted).noted_found


def test_retention_drops_whole_days_and_the_rest_holds(conn: Connection) -> None:
    assert audit.drop_days_before(conn, CENTRE, date.fromisoformat(DAYS[2]), now=FIRST) == 10
    found = checked(conn)
    assert (found.broken, found.entries, found.kept_from) == (None, 5, DAYS[2])
    assert checked(conn, DAYS[0]).broken is None
    assert audit.drop_days_before(conn, CENTRE, date.fromisoformat(DAYS[2]), now=FIRST) == 0


def test_a_day_emptied_in_the_name_of_retention_is_found(conn: Connection) -> None:
    run(conn, "DELETE FROM audit WHERE object_id LIKE 'b%'")
    run(conn, "UPDATE audit_days SET dropped_at = 1 WHERE number = 2")
    assert first_break(conn).day == DAYS[1]


def test_after_everything_was_dropped_the_chain_goes_on(conn: Connection) -> None:
    audit.drop_days_before(conn, CENTRE, date(2027, 1, 1), now=FIRST)
    assert checked(conn).broken is None
    audit.append(conn, entry(FIRST + 60 * DAY, "new"))
    found = checked(conn)
    assert (found.broken, found.entries) == (None, 1)


def test_a_clock_that_is_put_back_breaks_nothing(conn: Connection) -> None:
    audit.append(conn, entry(FIRST + DAY, "an hour ago, yesterday"))
    audit.append(conn, entry(FIRST + 2 * DAY + 20, "today again"))
    assert checked(conn).broken is None
    assert checked(conn, DAYS[1]).entries == 6
    web = [day for day in audit_days.of_centre(conn, CENTRE) if day.writer == WEB]
    assert [day.day for day in web] == [*DAYS, DAYS[1], DAYS[2]]


def test_a_day_is_koreas(conn: Connection) -> None:
    midnight = datetime(2026, 12, 1, tzinfo=KOREA).timestamp()
    audit.append(conn, entry(midnight - 0.5, "before"))
    audit.append(conn, entry(midnight, "after"))
    days = [day.day for day in audit_days.of_centre(conn, CENTRE) if day.writer == WEB]
    assert days[-2:] == ["2026-11-30", "2026-12-01"]


def test_the_last_check_is_kept(conn: Connection) -> None:
    add_counselor(conn)
    assert audit_checks.last(conn, CENTRE) is None
    good = StoredCheck(CENTRE, 1.0, "kim", 15, 9.0, None, None, None)
    bad = StoredCheck(CENTRE, 2.0, "kim", 3, 9.0, "entry_changed", DAYS[1], 7)
    audit_checks.add(conn, good)
    audit_checks.add(conn, bad)
    assert audit_checks.last(conn, CENTRE) == bad
    assert audit_checks.last(conn, "elsewhere") is None
