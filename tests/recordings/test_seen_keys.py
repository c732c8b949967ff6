"""Counting keys, also more than memory should hold."""

from recordings.seen_keys import SeenKeys


def test_a_key_is_counted() -> None:
    with SeenKeys() as seen:
        assert [seen.count(key) for key in ("a", "b", "a", "a", "")] == [1, 1, 2, 3, 1]


def test_two_do_not_share_keys() -> None:
    with SeenKeys() as one, SeenKeys() as other:
        assert (one.count("a"), other.count("a")) == (1, 1)
