"""The chain's hashes are fixed: a log written today must still fit when a later version checks it."""

import msgspec

from recordings.audit import AuditEntry
from recordings.audit_hash import entry_hash, opening_hash

ENTRY = AuditEntry("default", 100.5, "kim", "127.0.0.1", "sign_in", "staff", "kim", {"q": "수도"})
OPENING = opening_hash("default", "web", 1, "2026-11-21", "")


def test_the_hashes_never_change() -> None:
    assert OPENING == "b1de314c11fc3c2bde62a58f786885586aaa940b0bec1800bfc57cf22492867e"
    assert (
        entry_hash(OPENING, 1, ENTRY)
        == "a31c621e6ac2b51851d210522801f27cc7b787cc54cb3fa11fd2e87cd352cea1"
    )


def test_a_time_is_the_same_as_int_and_as_float() -> None:
    whole = msgspec.structs.replace(ENTRY, at=100)
    same = msgspec.structs.replace(ENTRY, at=100.0)
    assert entry_hash("", 1, whole) == entry_hash("", 1, same)


def test_everything_is_covered() -> None:
    changes = {
        "centre_id": "x",
        "at": 1.0,
        "staff_id": None,
        "address": "x",
        "action": "x",
        "object_kind": "x",
        "object_id": None,
        "detail": {},
        "writer": "x",
    }
    assert set(changes) == set(AuditEntry.__struct_fields__)
    changed = {
        entry_hash("", 1, msgspec.structs.replace(ENTRY, **{name: value}))
        for name, value in changes.items()
    }
    assert len(changed | {entry_hash("", 1, ENTRY)}) == len(changes) + 1
