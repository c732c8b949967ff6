from relay.departures import KEPT, Departures


def test_a_number_is_taken_once() -> None:
    sent = Departures()
    number = sent.note(1200, 5.0)
    assert sent.take(number) == (5.0, 1200)
    assert sent.take(number) == (0.0, 0)


def test_numbers_wrap_and_old_or_future_ones_are_unknown() -> None:
    sent = Departures()
    numbers = [sent.note(100, float(n)) for n in range(0x10000 + 5)]
    assert numbers[-1] == 5
    assert sent.take(6) == (0.0, 0)
    assert sent.take(numbers[-KEPT - 1]) == (0.0, 0)
    assert sent.take(numbers[-KEPT])[1] == 100
