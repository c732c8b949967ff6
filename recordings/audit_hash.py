"""The arithmetic of the audit's hash chain: what each hash is made of, and nothing else.

A day of one writer begins with a hash of the day before; each entry's hash covers the hash before it.
SHA-256 (FIPS 180-4) over JSON with sorted keys, ASCII only: the same bytes from either database.
"""

import json
from hashlib import sha256
from typing import Any, Protocol


class Hashed(Protocol):
    """What a hash covers of an entry; `seq` is not known yet when it is made."""

    @property
    def centre_id(self) -> str: ...
    @property
    def at(self) -> float: ...
    @property
    def staff_id(self) -> str | None: ...
    @property
    def address(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def object_kind(self) -> str: ...
    @property
    def object_id(self) -> str | None: ...
    @property
    def detail(self) -> dict[str, Any]: ...
    @property
    def writer(self) -> str: ...


def opening_hash(centre_id: str, writer: str, number: int, day: str, previous: str) -> str:
    """The hash before a day's first entry. `previous` is the closing hash of the writer's day before."""
    return _digest(["sonmal audit day", centre_id, writer, number, day, previous])


def entry_hash(before: str, position: int, entry: Hashed) -> str:
    """`position` counts a day's entries from 1."""
    # A time may be given as an int and is read back as a float.
    what = [entry.centre_id, entry.writer, float(entry.at), entry.staff_id, entry.address]
    what += [entry.action, entry.object_kind, entry.object_id, entry.detail]
    return _digest([before, position, *what])


def _digest(parts: list[Any]) -> str:
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()
