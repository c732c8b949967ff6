"""Reads what the pages say (templates, modules) and what the `.po` files translate."""

import ast
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po

ROOT = Path(str(resources.files("web_client")))
_CALL = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')
_LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def modules() -> list[Path]:
    return sorted((ROOT / "static" / "js").rglob("*.js"))


def said_by_template(file: Path) -> set[str]:
    """Every msgid of `_()` and `{% trans %}` in one template."""
    with file.open("rb") as stream:
        found = extract("jinja2.ext:babel_extract", stream, options={"silent": "false"})
        return {message for _, message, _, _ in found if isinstance(message, str)}


def said_by_module(file: Path) -> set[str]:
    """Every msgid that a module gives to `t()` as a literal."""
    return {_unescape(match) for match in _CALL.findall(file.read_text("utf-8"))}


def literals_of_modules() -> set[str]:
    """Every string literal of the modules: tables of msgids count as use."""
    return {_unescape(each) for file in modules() for each in _LITERAL.findall(file.read_text())}


def literals_of_server() -> set[str]:
    """Every string literal of the server's page code, which labels events and choices."""
    folder = Path(str(resources.files("signaling"))) / "pages"
    nodes = [node for file in folder.glob("*.py") for node in ast.walk(ast.parse(file.read_text()))]
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _unescape(literal: str) -> str:
    return literal.replace('\\"', '"').replace("\\\\", "\\")


@dataclass(frozen=True)
class Entry:
    domain: str
    msgid: str
    text: str


def entries(language: str) -> list[Entry]:
    """Every translation of a language, in the order of its files."""
    found: list[Entry] = []
    for file in sorted((ROOT / "locale" / language).glob("*.po")):
        with file.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
        found += [
            Entry(file.stem, message.id, message.string)
            for message in catalogue
            if isinstance(message.id, str) and isinstance(message.string, str) and message.id
        ]
    return found
