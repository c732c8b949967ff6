"""Korean text for searching: jamo instead of syllables, so that two syllables are enough for a trigram.

The Unicode canonical decomposition (NFD, UAX #15) splits a syllable into two or three jamo. A word
that ends in an open syllable also finds a closed one (수도 finds 수돗물), as Korean writers expect.
"""

import unicodedata

MAX_WORDS = 20

Span = tuple[int, int]


def fold(text: str) -> str:
    """The form that is indexed and asked for: no letter case, decomposed."""
    return unicodedata.normalize("NFD", text.casefold())


def search_words(query: str) -> list[str]:
    """The folded words of a query, each once, at most MAX_WORDS; the rest of a longer query is left out."""
    return list(dict.fromkeys(fold(query).split()))[:MAX_WORDS]


def highlight(text: str, query: str) -> tuple[str, list[Span]]:
    """The text in NFC, and where in it the query's words are: (start, end), in order, not overlapping.

    Positions count code points. A match of some jamo of a syllable marks the whole syllable.
    """
    shown = unicodedata.normalize("NFC", text)
    folded, origins = _fold_with_origins(shown)
    found = [span for word in search_words(query) for span in _occurrences(folded, origins, word)]
    return shown, _merged(found)


def _fold_with_origins(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its code points the position in `text` that it comes from."""
    pieces = [fold(char) for char in text]
    origins = [position for position, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), origins


def _occurrences(folded: str, origins: list[int], word: str) -> list[Span]:
    spans = []
    start = folded.find(word)
    while start != -1:
        spans.append((origins[start], origins[start + len(word) - 1] + 1))
        start = folded.find(word, start + len(word))
    return spans


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
