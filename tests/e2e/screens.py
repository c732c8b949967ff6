"""Looking at one state of a page in every size: axe, layout, language, and a screenshot of each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.untranslated import untranslated

OUTPUT = Path(__file__).parents[1] / "output" / "screens"
CHECKS = (Path(__file__).parent / "page_checks.js").read_text()
AXE = Axe().axe_script
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
"""Every rule of WCAG 2.2 AA and the best practices; `target-size` is off by default in axe."""


@dataclass(frozen=True)
class Size:
    """A window in CSS pixels. `whole`: axe, language and a screenshot too, not the layout alone."""

    name: str
    width: int
    height: int
    whole: bool = False
    scale: int = 1


PHONE = Size("phone", 390, 844, whole=True)
DESKTOP = Size("desktop", 1440, 900, whole=True)
SMALL = (
    Size("320", 320, 640),
    Size("landscape", 740, 360),
    Size("keyboard", 360, 420),
    Size("zoomed", 720, 450, scale=2),
)
"""`zoomed` is the desktop at 200 %: half the CSS pixels, twice as fine."""

SETTLED = """() => new Promise((done) => {
  scrollTo(0, 0);
  for (const one of document.getAnimations()) {
    if (Number.isFinite(one.effect.getComputedTiming().endTime)) one.finish();
  }
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
SIGNER_PLACE = """() => {
  const stage = document.querySelector('#step-call:not([hidden])[data-mode=video] #stage');
  const box = stage?.getBoundingClientRect();
  return box ? [box.x, box.y, box.width, box.height].map(Math.round) : null;
}"""
TARGETS = {"caller": 48, "console": 40, "admin": 40}
"""CSS pixels: standards for caller and staff pages."""


@dataclass
class Screens:
    """Collects what is wrong in all states of one journey, so that one run shows everything."""

    language: str
    problems: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    _signer_at: dict[str, list[int]] = field(default_factory=dict)

    def look(
        self, page: Page, area: str, state: str, sizes: tuple[Size, ...] = (PHONE, DESKTOP, *SMALL)
    ) -> None:
        """Checks the state that `page` is in, in all sizes, and leaves it in the size it had."""
        before = page.viewport_size
        self.seen.append(state)
        for size in sizes:
            with resized(page, size):
                self._check(page, area, f"{area}-{state}-{self.language}-{size.name}", size)
        if before:
            page.set_viewport_size(before)

    def expect_no_problems(self) -> None:
        assert self.seen
        if self.problems:
            raise AssertionError("\n" + "\n".join(self.problems))

    def _check(self, page: Page, area: str, name: str, size: Size) -> None:
        page.evaluate(SETTLED)
        found: list[str] = page.evaluate(CHECKS, TARGETS[area])
        signer = page.evaluate(SIGNER_PLACE)
        if size.whole:
            found += self._signer_moved(signer, size)
            found += untranslated(page, self.language)
            found += violations(page)
        if size.whole or signer:
            OUTPUT.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=OUTPUT / f"{name}.png")
        self.problems += [f"{name}: {sentence}" for sentence in found]

    def _signer_moved(self, place: list[int] | None, size: Size) -> list[str]:
        """The signer has one place, in every state of the call."""
        if place is None:
            return []
        first = self._signer_at.setdefault(size.name, place)
        return [] if place == first else [f"the signer moved from {first} to {place}"]


@contextmanager
def resized(page: Page, size: Size) -> Iterator[None]:
    page.set_viewport_size({"width": size.width, "height": size.height})
    if size.scale == 1:
        yield
        return
    session = page.context.new_cdp_session(page)
    metrics = {
        "width": size.width,
        "height": size.height,
        "deviceScaleFactor": size.scale,
        "mobile": False,
    }
    session.send("Emulation.setDeviceMetricsOverride", metrics)
    try:
        yield
    finally:
        session.send("Emulation.clearDeviceMetricsOverride")
        session.detach()


def violations(page: Page) -> list[str]:
    """What axe finds, one sentence a rule and element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options)", AXE_OPTIONS)["violations"]
    return [
        f"axe {rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"][:3]
    ]
