"""Every sentence of the pages exists in Korean, once, with the same values; errors in both languages."""

import re
from collections import Counter

from signaling.errors import CODES
from tests.web_client import catalogues

_VALUE = re.compile(r"\{\w+\}|%\(\w+\)s")
_COMPOSED = re.compile(r"(error|audit|end)\.[a-z_.]+")
"""Msgids that the code puts together from a kind and a stable code."""
PAGE_CODES = {"unknown", "not_connected", "timeout"}
"""Codes that only the page itself gives."""


def said() -> set[str]:
    templates = [catalogues.said_by_template(file) for file in catalogues.templates()]
    modules = [catalogues.said_by_module(file) for file in catalogues.modules()]
    return set().union(*templates, *modules)


def test_something_is_said() -> None:
    assert "Join" in said()
    assert "Place {n}" in said()


def test_every_sentence_has_korean() -> None:
    translated = {entry.msgid for entry in catalogues.entries("ko") if entry.text}
    assert sorted(said() - translated) == []


def test_no_translation_is_left_over() -> None:
    used = said() | catalogues.literals_of_modules() | catalogues.literals_of_server()
    korean = {entry.msgid for entry in catalogues.entries("ko")}
    assert sorted(each for each in korean - used if not _COMPOSED.fullmatch(each)) == []


def test_a_sentence_stands_in_one_domain() -> None:
    for language in ("ko", "en"):
        counted = Counter(entry.msgid for entry in catalogues.entries(language))
        assert [msgid for msgid, count in counted.items() if count > 1] == []


def test_values_are_the_same() -> None:
    for entry in catalogues.entries("ko"):
        if not entry.msgid.startswith("error."):
            assert Counter(_VALUE.findall(entry.msgid)) == Counter(_VALUE.findall(entry.text)), (
                entry
            )


def test_every_error_code_is_a_sentence_in_both_languages() -> None:
    wanted = {f"error.{code}" for code in set(CODES) | PAGE_CODES}
    for language in ("ko", "en"):
        errors = {entry.msgid for entry in catalogues.entries(language) if entry.domain == "errors"}
        assert errors == wanted, errors ^ wanted
