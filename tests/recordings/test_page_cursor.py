"""Cursors survive the way to the browser and back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.errors import RecordError
from recordings.page_cursor import PageCursor, decode_cursor


@given(st.floats(allow_nan=False, allow_infinity=False), st.text())
def test_a_cursor_comes_back_as_it_was(at: float, row_id: str) -> None:
    cursor = PageCursor(at, row_id)
    assert decode_cursor(cursor.encode()) == cursor


@given(st.text().filter(lambda text: "~" not in text))
def test_anything_else_is_refused_with_one_code(text: str) -> None:
    with pytest.raises(RecordError) as caught:
        decode_cursor(text)
    assert caught.value.code == "bad_cursor"


@pytest.mark.parametrize("text", ["", "~", "1.0", "nan~a", "-inf~a", "one~a"])
def test_wrong_cursors_are_refused(text: str) -> None:
    with pytest.raises(RecordError):
        decode_cursor(text)
