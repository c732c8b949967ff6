"""How often a key came before, for more keys than fit in memory: a temporary SQLite file, gone at close."""

import hashlib
import sqlite3
from types import TracebackType
from typing import Self


class SeenKeys:
    """Use as a context manager. SQLite keeps it in memory while it is small, and unlinks its file at once."""

    def __init__(self) -> None:
        self._keys = sqlite3.connect("")
        self._keys.execute("PRAGMA journal_mode=OFF")
        self._keys.execute("PRAGMA synchronous=OFF")
        self._keys.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, times INTEGER) WITHOUT ROWID")

    def count(self, key: str) -> int:
        """1 for the first time."""
        digest = hashlib.sha256(key.encode()).digest()[:16]
        found = self._keys.execute(
            "INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times",
            [digest],
        )
        return int(found.fetchone()[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._keys.close()
