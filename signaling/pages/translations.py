"""Catalogues: English is the message id, `web_client/locale/<language>/*.po` hold the rest."""

from collections.abc import Mapping
from importlib import resources

from babel.messages.pofile import read_po

LANGUAGES: tuple[tuple[str, str], ...] = (("ko", "한국어"), ("en", "English"))
"""Code and own name; the first is the default."""
DEFAULT = LANGUAGES[0][0]
CODES = frozenset(code for code, _ in LANGUAGES)


class Catalogue:
    """All strings of one language, merged from its domains; an unknown string stays as it is."""

    def __init__(self, language: str, strings: Mapping[str, str]) -> None:
        self.language = language
        self.strings = dict(strings)

    def gettext(self, message: str) -> str:
        return self.strings.get(message, message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self.gettext(singular if count == 1 else plural)


def load_catalogues() -> dict[str, Catalogue]:
    """Reads every `.po` file once.

    Raises:
        ValueError: one string stands in two domains of a language.
    """
    return {code: Catalogue(code, _merged(code)) for code, _ in LANGUAGES}


def _merged(language: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    folder = resources.files("web_client") / "locale" / language
    if not folder.is_dir():
        return merged
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".po"):
            continue
        with file.open("rb") as stream:
            for message in read_po(stream):
                _add(merged, language, message.id, message.string)
    return merged


def _add(merged: dict[str, str], language: str, key: object, value: object) -> None:
    if not isinstance(key, str) or not isinstance(value, str) or not key or not value:
        return
    if key in merged:
        raise ValueError(f"{language}: {key!r} is translated twice")
    merged[key] = value
