"""Password hashing."""

from argon2 import PasswordHasher

from signaling.sign_in.passwords import Passwords
from signaling.sign_in.tokens import hash_token, new_token, same

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


async def test_a_password_fits_its_own_hash_only() -> None:
    passwords = Passwords(CHEAP)
    stored = await passwords.hash("correct horse")
    assert await passwords.check(stored, "correct horse")
    assert not await passwords.check(stored, "Correct horse")
    assert await passwords.hash("correct horse") != stored, "salted"


async def test_nobody_has_no_password() -> None:
    passwords = Passwords(CHEAP)
    assert not await passwords.check(None, "nobody has this password")
    assert not await passwords.check("no hash at all", "x")


async def test_the_default_is_argon2id_with_64_mib() -> None:
    stored = await Passwords().hash("x")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_tokens_are_unguessable_and_compared_whole() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert min(map(len, tokens)) == 43
    assert len(hash_token("x")) == 64
    assert same("abc", "abc")
    assert not same("abc", "abd")
    assert not same("abc", "")
