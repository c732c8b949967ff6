"""Every state of text sessions, at the caller's without a camera and at a counselor's with several at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.disturbances import allow_disturbances, come_back, cut_off
from tests.e2e.people import Caller, Counselor
from tests.e2e.screens import Screens
from tests.e2e.served import Served

State = tuple[Page, str, str]
SAID = {
    "ko": (
        "버스 카드를 잃어버렸어요.",
        "어느 버스에서 잃어버리셨어요?",
        "720번 버스요. 오늘 아침이에요.",
    ),
    "en": ("I lost my bus card.", "On which bus did you lose it?", "Bus 720, this morning."),
}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_state_of_text_sessions(
    patient_server: Served, no_camera_browser: Browser, language: str
) -> None:
    screens = Screens(language)
    url = patient_server.url
    counselor = Counselor(no_camera_browser, url, language=language)
    allow_disturbances(counselor.page)
    callers = [Caller(no_camera_browser, url, language=language) for _ in range(3)]
    allow_disturbances(callers[0].page)
    try:
        for page, area, state in _journey(callers, counselor, SAID[language]):
            screens.look(page, area, state)
    finally:
        for person in (*callers, counselor):
            person.close()
    screens.expect_no_problems()


def _journey(
    callers: list[Caller], counselor: Counselor, said: tuple[str, str, str]
) -> Iterator[State]:
    first, second, urgent = callers
    first.page.reload()
    counselor.page.reload()
    yield from _joining_without_a_camera(first)
    yield first.page, "caller", "queue-text"
    yield from _ready_without_a_camera(counselor)
    counselor.accept()
    yield from _talking(first, counselor, said)
    second.join("text", consent=False)
    counselor.accept()
    second.is_answered()
    second.write(said[0])
    yield from _emergency(urgent)
    expect(counselor.at("incoming-offer")).to_be_visible()
    yield counselor.page, "console", "emergency-offer-beside-text-sessions"
    counselor.accept()
    urgent.is_answered()
    second.write(said[2])
    yield from _several(counselor)
    yield from _keys(counselor)
    yield from _cut_off(first, said)
    yield from _ended(second, counselor)


def _joining_without_a_camera(caller: Caller) -> Iterator[State]:
    caller.at("start-video").click()
    expect(caller.page.locator("#camera-problem")).to_be_visible()
    yield caller.page, "caller", "get-ready-no-camera"
    caller.page.locator("#ready-back").click()
    caller.at("start-text").click()
    expect(caller.at("join-queue")).to_be_visible()
    yield caller.page, "caller", "get-ready-text"
    caller.at("consent").check()
    caller.at("join-queue").click()
    expect(caller.at("queue-position")).to_be_visible()


def _ready_without_a_camera(counselor: Counselor) -> Iterator[State]:
    counselor.get_ready()
    expect(counselor.at("incoming-offer")).to_be_visible()
    expect(counselor.page.locator("#camera-problem")).to_be_visible()
    yield counselor.page, "console", "offer-no-camera"


def _talking(caller: Caller, counselor: Counselor, said: tuple[str, str, str]) -> Iterator[State]:
    caller.is_answered()
    caller.write(said[0])
    counselor.expect_text(said[0])
    counselor.write(said[1])
    caller.expect_text(said[1])
    caller.write(said[2])
    counselor.expect_text(said[2])
    yield caller.page, "caller", "text-session"
    counselor.page.locator("#open-phrases").click()
    yield counselor.page, "console", "text-session-phrases"
    counselor.page.locator("#open-phrases").click()


def _emergency(caller: Caller) -> Iterator[State]:
    caller.at("emergency-start").click()
    expect(caller.at("join-queue")).to_be_visible()
    yield caller.page, "caller", "get-ready-emergency"
    caller.at("join-queue").click()
    expect(caller.page.locator("#queue-emergency")).to_be_visible()
    yield caller.page, "caller", "queue-emergency"


def _several(counselor: Counselor) -> Iterator[State]:
    expect(counselor.page.locator("#session-list li")).to_have_count(3)
    expect(counselor.page.locator("#session-list .count").first).to_be_visible()
    yield counselor.page, "console", "several-text-sessions"


def _keys(counselor: Counselor) -> Iterator[State]:
    counselor.page.keyboard.press("Control+/")
    expect(counselor.page.locator("#keys-dialog")).to_be_visible()
    yield counselor.page, "console", "keys"
    counselor.page.locator("#keys-close").click()


def _cut_off(caller: Caller, said: tuple[str, str, str]) -> Iterator[State]:
    cut_off(caller.page)
    expect(caller.page.locator("#call-state .icon--reconnecting")).to_be_visible()
    caller.write(said[0])
    yield caller.page, "caller", "text-session-unsent"
    come_back(caller.page)
    expect(caller.page.locator("#call-state .icon--in-session")).to_be_visible()


def _ended(caller: Caller, counselor: Counselor) -> Iterator[State]:
    caller.at("end-call").click()
    expect(caller.at("reconnect")).to_be_visible()
    yield caller.page, "caller", "finished-without-consent"
    counselor.page.locator("#session-list button").nth(1).click()
    expect(counselor.at("finish-wrap-up")).to_be_visible()
    yield counselor.page, "console", "wrap-up-without-consent"
