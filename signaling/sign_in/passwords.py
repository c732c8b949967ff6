"""Passwords by argon2id (RFC 9106's second choice: 64 MiB, 3 passes), hashed off the event loop."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12


class Passwords:
    """Hashes and checks; at most two at a time, as each takes 64 MiB and a core.

    Tests give a cheap `hasher`.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = asyncio.Semaphore(2)
        self._nobody = ""

    async def hash(self, password: str) -> str:
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def check(self, stored: str | None, password: str) -> bool:
        """Whether the password fits. An unknown login (`None`) takes the same time as a wrong one."""
        if stored is None:
            if not self._nobody:
                self._nobody = await self.hash("nobody has this password")
            await self._verify(self._nobody, password)
            return False
        return await self._verify(stored, password)

    async def _verify(self, stored: str, password: str) -> bool:
        async with self._turns:
            try:
                return await asyncio.to_thread(self._hasher.verify, stored, password)
            except (VerificationError, InvalidHashError):
                return False
