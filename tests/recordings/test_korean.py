"""Folding and highlighting of Korean."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.korean import MAX_WORDS, fold, highlight, search_words


def _marked(text: str, query: str) -> list[str]:
    shown, spans = highlight(text, query)
    return [shown[start:end] for start, end in spans]


def test_a_syllable_is_two_or_three_jamo() -> None:
    assert len(fold("의")) == 2
    assert len(fold("병원")) == 6


def test_words_are_folded_and_each_is_asked_once() -> None:
    assert search_words("  버스\tBUS 버스 bus\n") == [fold("버스"), "bus"]
    assert search_words(" \n") == []


def test_too_many_words_are_left_out() -> None:
    assert len(search_words(" ".join(str(n) for n in range(1000)))) == MAX_WORDS


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("서울대병원 의료비", "의료", ["의료"]),
        ("서울대병원 의료비", "병원 의료", ["병원", "의료"]),
        ("버스, 버스!", "버스", ["버스", "버스"]),
        ("수돗물", "수도", ["수돗"]),
        ("Passport and PASSPORT", "passport", ["Passport", "PASSPORT"]),
        ("100% 감면", "%", ["%"]),
        ("달", "해", []),
        ("아무 말", "", []),
        ("가가가", "가가", ["가가"]),
        ("병원예약", "병원 원예", ["병원예"]),
        ("Straße", "STRASSE", ["Straße"]),
        ("\U0001f44b 안녕", "안녕", ["안녕"]),
    ],
)
def test_whole_syllables_are_marked(text: str, query: str, marked: list[str]) -> None:
    assert _marked(text, query) == marked


def test_decomposed_text_is_shown_composed() -> None:
    shown, spans = highlight(unicodedata.normalize("NFD", "한국 병원"), "병원")
    assert (shown, spans) == ("한국 병원", [(3, 5)])


@given(st.text(max_size=40), st.text(max_size=8))
def test_marks_are_in_order_and_inside_the_text(text: str, query: str) -> None:
    shown, spans = highlight(text, query)
    assert shown == unicodedata.normalize("NFC", text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(shown) for start, end in spans)


@given(st.text(alphabet="가나다각난닫 ab", min_size=1, max_size=20), st.data())
def test_any_part_of_a_text_is_marked_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    assert bool(part.split()) == bool(_marked(text, part))
