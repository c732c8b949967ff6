"""The number of an inquiry that a citizen quotes: short, easy to read aloud or sign, and telling no counts."""

import secrets

from recordings.korea_time import day_of

# No 0 O, 1 I L, U V: people confuse them in handwriting and finger spelling.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
RANDOM_LENGTH = 6


def new_public_number(now: float) -> str:
    """For instance `261121-7KQ2ZM`: the day in Korea, then 6 of 29 letters (595 million a day)."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    return f"{day_of(now):%y%m%d}-{letters}"
