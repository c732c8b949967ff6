"""Numbers that a citizen can quote."""

import re

from recordings.korea_time import day_start
from recordings.public_numbers import ALPHABET, new_public_number
from tests.recordings.test_korea_time import DAY


def test_a_number_is_the_day_and_six_letters() -> None:
    assert re.fullmatch(f"261121-[{ALPHABET}]{{6}}", new_public_number(day_start(DAY)))


def test_no_two_letters_look_alike() -> None:
    assert not set("01ILOUV") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_numbers_do_not_count() -> None:
    numbers = {new_public_number(0.0) for _ in range(100)}
    assert len(numbers) == 100
    assert len({number[7] for number in numbers}) > 5
