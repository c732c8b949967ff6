"""The pages keep to their strict Content-Security-Policy and never parse what people type."""

import re
from pathlib import Path

import pytest

from tests.web_client import catalogues

STYLES = sorted((catalogues.ROOT / "static" / "css").glob("*.css"))
MARKUP_SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function"
)
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)
ELSEWHERE = re.compile(r"""(?:src|href|url|import|from|fetch)\s*[=(]?\s*["'(]?\s*(?:https?:)?//""")


def name(file: Path) -> str:
    return str(file.relative_to(catalogues.ROOT))


@pytest.mark.parametrize("file", catalogues.modules(), ids=name)
def test_no_module_parses_markup(file: Path) -> None:
    assert MARKUP_SINKS.findall(file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", catalogues.templates(), ids=name)
def test_no_template_has_inline_script_or_style(file: Path) -> None:
    assert INLINE.findall(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "file", [*catalogues.modules(), *catalogues.templates(), *STYLES], ids=name
)
def test_nothing_comes_from_elsewhere(file: Path) -> None:
    assert ELSEWHERE.findall(file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", STYLES, ids=name)
def test_every_named_icon_exists(file: Path) -> None:
    for path in re.findall(r'url\("([^"]+)"\)', file.read_text("utf-8")):
        assert (file.parent / path).is_file(), path


def test_every_used_icon_is_defined() -> None:
    defined = set(re.findall(r"\.icon--([\w-]+)", (STYLES[0].parent / "icons.css").read_text()))
    used: set[str] = set()
    for file in catalogues.templates():
        used |= set(re.findall(r"\bicon--([a-z-]+)", file.read_text("utf-8")))
    for file in catalogues.modules():
        used |= set(re.findall(r'\bicon\("([a-z-]+)"\)', file.read_text("utf-8")))
    assert used <= defined, used - defined
