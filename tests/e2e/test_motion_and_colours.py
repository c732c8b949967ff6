"""People who want no motion, people who choose the colours, people who see none."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.disturbances import allow_disturbances, hold_still
from tests.e2e.people import Caller, Counselor
from tests.e2e.screens import DESKTOP, OUTPUT, PHONE, resized
from tests.e2e.served import Served

RUNNING = """() => document.getAnimations()
  .filter((one) => one.playState === 'running')
  .map((one) => ({ what: one.animationName ?? "", ms: one.effect.getComputedTiming().duration }))
"""
WITHOUT_BORDER = """() => [...document.querySelectorAll('button, a.button, input, select, textarea')]
  .filter((one) => one.checkVisibility() && !/checkbox|radio|hidden/.test(one.type))
  .filter((one) => ['Top', 'Bottom'].some((side) => {
    const style = getComputedStyle(one);
    return parseFloat(style[`border${side}Width`]) < 1 || style[`border${side}Style`] === 'none';
  }))
  .map((one) => one.id || one.textContent.trim())"""
SLOWEST_FLASH_MS = 1000
"""interface.md: pulses once a second at most."""


@pytest.fixture
def staged(
    patient_server: Served,
    signing_caller: Browser,
    signing_staff: Browser,
    request: pytest.FixtureRequest,
) -> Iterator[tuple[Caller, Counselor]]:
    """A caller being offered to a counselor, with the browsers' wishes that the test names."""
    wishes = getattr(request, "param", {})
    counselor = Counselor(signing_staff, patient_server.url, **wishes)
    caller = Caller(signing_caller, patient_server.url, **wishes)
    allow_disturbances(caller.page)
    caller.page.reload()
    counselor.get_ready()
    caller.join("video")
    expect(counselor.at("incoming-offer")).to_be_visible()
    yield caller, counselor
    caller.close()
    counselor.close()


def _answer(caller: Caller, counselor: Counselor) -> None:
    hold_still(caller.page)
    counselor.accept()
    expect(caller.at("answered")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("staged", [{"reduced_motion": "reduce"}], indirect=True)
def test_nothing_moves_under_reduced_motion(staged: tuple[Caller, Counselor]) -> None:
    caller, counselor = staged
    assert counselor.page.evaluate(RUNNING) == []
    _answer(caller, counselor)
    assert caller.page.evaluate(RUNNING) == []
    caller.at("answered").click()
    counselor.page.locator("#look-here").click()
    expect(caller.page.locator(".call--look")).to_be_visible()
    assert caller.page.evaluate(RUNNING) == []


@pytest.mark.slow
def test_nothing_flashes_more_than_once_a_second(staged: tuple[Caller, Counselor]) -> None:
    caller, counselor = staged
    moving = counselor.page.evaluate(RUNNING)
    _answer(caller, counselor)
    moving += caller.page.evaluate(RUNNING)
    caller.at("answered").click()
    counselor.page.locator("#look-here").click()
    expect(caller.page.locator(".call--look")).to_be_visible()
    moving += caller.page.evaluate(RUNNING)
    pulses = [one for one in moving if one["ms"] > 200]
    assert pulses, "the offer and the answer pulse"
    assert [one for one in pulses if one["ms"] < SLOWEST_FLASH_MS] == []


@pytest.mark.slow
@pytest.mark.parametrize("staged", [{"forced_colors": "active"}], indirect=True)
def test_controls_keep_their_edges_in_forced_colours(staged: tuple[Caller, Counselor]) -> None:
    caller, counselor = staged
    without = [_picture(caller.page, "caller-queue", "forced-colours")]
    without.append(_picture(counselor.page, "console-offer", "forced-colours"))
    _answer(caller, counselor)
    _picture(caller.page, "caller-answered", "forced-colours")
    caller.at("answered").click()
    caller.write("Hello")
    counselor.expect_text("Hello")
    without.append(_picture(caller.page, "caller-call", "forced-colours"))
    without.append(_picture(counselor.page, "console-video-session", "forced-colours"))
    assert [one for one in without if one] == []


def _picture(page: Page, state: str, way: str) -> list[str]:
    OUTPUT.mkdir(parents=True, exist_ok=True)
    size = DESKTOP if state.startswith("console") else PHONE
    with resized(page, size):
        page.screenshot(path=OUTPUT / f"{state}-{way}.png")
        found: list[str] = page.evaluate(WITHOUT_BORDER)
    return found


@pytest.mark.slow
def test_states_are_pictured_in_grey(staged: tuple[Caller, Counselor]) -> None:
    """Nobody can compute whether a state is told by more than its colour; this makes it easy to look."""
    caller, counselor = staged
    for person in staged:
        session = person.page.context.new_cdp_session(person.page)
        session.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
    _picture(caller.page, "caller-queue", "grey")
    _picture(counselor.page, "console-offer", "grey")
    for chip in (
        *caller.page.locator(".chip:visible").all(),
        *counselor.page.locator(".chip:visible").all(),
    ):
        assert chip.inner_text().strip(), "a state has a word"
        expect(chip.locator(".icon")).to_have_count(1)
