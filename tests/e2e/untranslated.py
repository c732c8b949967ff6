"""Finding words of the wrong language on a page: English on a Korean one, Hangul on an English one."""

import re

from playwright.sync_api import Page

TEXTS = """() => {
  const seen = new Set([document.title]);
  const home = document.documentElement.lang;
  const foreign = (element) => element.closest('[lang]')?.lang !== home;
  const written = '#chat-log .message__text, .transcript .message__text, .plain, mark, code, kbd, #choose-camera';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (/^(SCRIPT|STYLE|NOSCRIPT)$/.test(around.tagName) || foreign(around) || around.closest(written)) continue;
    if (around.checkVisibility() || around.tagName === 'OPTION') seen.add(walker.currentNode.data.trim());
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    if (foreign(element) || !element.checkVisibility()) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (element.getAttribute(name)) seen.add(element.getAttribute(name));
  }
  return [...seen].filter(Boolean);
}"""
"""Everything the page says itself; not what people wrote, and not what is marked as another language."""

ALLOWED = re.compile(
    r"https?://\S*|https|JavaScript|English|\w+=\S*"
    r"|\b\d{6}-[0-9A-Z]{6}\b|\b[0-9A-Z]{4}\b|[0-9a-f]{8,}"
    r"|(?<![A-Za-z])(?:Ctrl|Alt|Shift|F\d+|Esc|Delete)(?![A-Za-z])"
    r"|\b(?:counselor|supervisor|admin|auditor)\d?\b|\b[a-z]+[._][a-z_]+\b",
)
"""Latin words that Korean pages use: keys, logins, addresses, inquiry numbers, codes."""
LATIN = re.compile(r"[A-Za-z]{2,}")
HANGUL = re.compile(r"[가-힣]")
PEOPLE = re.compile(r"김하늘|이바다|박나무|최별|정운영|한감사|이손말")
"""Names are written as they are in every language."""


def untranslated(page: Page, language: str) -> list[str]:
    texts: list[str] = page.evaluate(TEXTS)
    wrong = _english_in if language == "ko" else _korean_in
    return [f"not {language}: {text[:80]!r}" for text in texts if wrong(text)]


def _english_in(text: str) -> bool:
    return bool(LATIN.search(ALLOWED.sub("", text)))


def _korean_in(text: str) -> bool:
    return bool(HANGUL.search(PEOPLE.sub("", ALLOWED.sub("", text))))
