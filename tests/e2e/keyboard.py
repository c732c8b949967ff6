"""Somebody who has a keyboard and nothing else."""

from playwright.sync_api import Page, expect

from tests.e2e.people import Person

MOST_STOPS = 60
WIDEST_NEEDED = 2
"""CSS pixels that the focus ring has at least."""

STOP = """() => {
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const box = focused.getBoundingClientRect();
  const label = focused.matches('input[type=checkbox]') ? focused.closest('label') : focused;
  return {
    id: focused.dataset.testid || focused.id || focused.tagName,
    nowhere: focused === document.body,
    ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    named: Boolean(label.textContent.trim() || focused.getAttribute('aria-label') || focused.labels?.length),
  };
}"""


def tab_to(person: Person, name: str) -> None:
    """Presses Tab until the control has the focus, and looks at every stop on the way."""
    page = person.page
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["nowhere"]:
            continue
        stops.append(stop["id"])
        assert stop["ring"] >= WIDEST_NEEDED, f"no focus ring on {stop['id']}"
        assert stop["seen"], f"the focus is off the screen at {stop['id']}"
        assert stop["named"], f"{stop['id']} has no name"
        if stop["id"] == name:
            return
    raise AssertionError(f"Tab does not reach {name}, only {stops}")


def press(person: Person, key: str = "Enter") -> None:
    person.page.keyboard.press(key)


def type_line(person: Person, text: str) -> None:
    """Types where the focus is, and Enter."""
    person.page.keyboard.type(text)
    press(person)


def has_focus(person: Person, name: str) -> None:
    expect(person.at(name)).to_be_focused()


def compose_hangul(page: Page, syllable: str) -> None:
    """Lets the input method compose a syllable and ends it with Enter, as Korean keyboards do.

    The Enter belongs to the input method: the page sees it with `isComposing`.
    """
    session = page.context.new_cdp_session(page)
    caret = {"selectionStart": len(syllable), "selectionEnd": len(syllable)}
    session.send("Input.imeSetComposition", {"text": syllable, **caret})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    session.send("Input.insertText", {"text": syllable})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    session.detach()
