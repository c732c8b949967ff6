"""Unguessable tokens. The record keeps only their hashes, so a stolen database opens nothing."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """SHA-256 is enough for a token of full entropy: there is nothing to guess."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def same(one: str, other: str) -> bool:
    """Compares in constant time."""
    return secrets.compare_digest(one.encode(), other.encode())
