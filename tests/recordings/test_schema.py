"""Which text can be stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.schema import is_storable


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_all_unicode_text_is_storable(text: str) -> None:
    assert is_storable(text)


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "안\udfff녕"])
def test_nul_and_half_pairs_are_not(text: str) -> None:
    assert not is_storable(text)
