"""Sign-in attempts that are counted, forgiven and forgotten."""

from signaling.sign_in.attempts import LARGEST, WINDOW, Attempts


def test_so_many_and_no_more_until_the_window_is_over() -> None:
    attempts = Attempts()
    assert [attempts.begin({"anna": 3}, 10.0) for _ in range(4)] == [True, True, True, False]
    assert attempts.begin({"bert": 3}, 10.0)
    assert not attempts.begin({"anna": 3}, 10.0 + WINDOW - 1)
    assert attempts.begin({"anna": 3}, 10.0 + WINDOW)


def test_one_name_without_attempts_left_stops_the_others_from_being_counted() -> None:
    attempts = Attempts()
    assert attempts.begin({"login": 1, "address": 2}, 0.0)
    assert not attempts.begin({"login": 1, "address": 2}, 0.0)
    assert attempts.begin({"other": 1, "address": 2}, 0.0)
    assert not attempts.begin({"third": 1, "address": 2}, 0.0)


def test_a_success_takes_its_own_attempt_back_only() -> None:
    attempts = Attempts()
    for _ in range(2):
        assert attempts.begin({"anna": 3}, 0.0)
    assert attempts.begin({"anna": 3}, 1.0)
    attempts.succeeded({"anna": 3})
    assert attempts.begin({"anna": 3}, 2.0)
    assert not attempts.begin({"anna": 3}, 2.0)


def test_memory_is_bounded() -> None:
    attempts = Attempts()
    for number in range(LARGEST + 10):
        attempts.begin({f"name {number}": 1}, 0.0)
    assert attempts.begin({"name 0": 1}, 0.0), "the oldest are forgotten first"
    assert not attempts.begin({f"name {LARGEST}": 1}, 0.0)
