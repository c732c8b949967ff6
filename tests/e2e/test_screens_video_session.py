"""Every state of a video session, at the caller's and the counselor's, looked at in both languages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.disturbances import allow_disturbances, come_back, cut_off, hold_still
from tests.e2e.people import Caller, Counselor
from tests.e2e.pictures import WIDTH
from tests.e2e.screens import Screens
from tests.e2e.served import Served

State = tuple[Page, str, str]
"""The page to look at, its area, the name of the state it is in."""

SAID = {
    "ko": (
        "내과 예약을 하고 싶어요.",
        "네, 병원에 전화해 볼게요.",
        "다음 주 화요일 오전이면 좋겠어요.",
    ),
    "en": ("I need a doctor's appointment.", "I will telephone them.", "Tuesday morning, please."),
}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_state_of_a_video_session(
    patient_server: Served, signing_caller: Browser, signing_staff: Browser, language: str
) -> None:
    screens = Screens(language)
    caller = Caller(signing_caller, patient_server.url, language=language)
    allow_disturbances(caller.page)
    counselor = Counselor(signing_staff, patient_server.url, language=language)
    allow_disturbances(counselor.page)
    try:
        for page, area, state in _journey(caller, counselor, language):
            screens.look(page, area, state)
    finally:
        caller.close()
        counselor.close()
    screens.expect_no_problems()


def _journey(caller: Caller, counselor: Counselor, language: str) -> Iterator[State]:
    caller.page.reload()
    counselor.page.reload()
    yield from _before_the_queue(caller)
    yield from _in_the_queue(caller)
    yield from _answered(caller, counselor)
    yield from _in_the_call(caller, counselor, SAID[language])
    yield from _disturbed(caller, counselor)
    yield from _after(caller, counselor)


def _before_the_queue(caller: Caller) -> Iterator[State]:
    expect(caller.page.locator("#video-now .chip")).to_be_visible()
    yield caller.page, "caller", "choose-nobody-on-duty"
    caller.at("start-video").click()
    _own_picture_shown(caller.page)
    yield caller.page, "caller", "get-ready"
    caller.at("consent").check()
    yield caller.page, "caller", "get-ready-consent"


def _in_the_queue(caller: Caller) -> Iterator[State]:
    caller.page.locator("#caller-name").fill("이손말")
    caller.at("join-queue").click()
    expect(caller.at("queue-position")).to_contain_text("1")
    _own_picture_shown(caller.page)
    yield caller.page, "caller", "queue"
    caller.at("write-question").click()
    caller.at("chat-input").fill("02-120")
    yield caller.page, "caller", "queue-writing"
    caller.at("chat-input").fill("")
    cut_off(caller.page)
    expect(caller.page.locator("#offline-band")).to_be_visible()
    yield caller.page, "caller", "queue-offline"
    come_back(caller.page)
    expect(caller.page.locator("#offline-band")).to_be_hidden()
    caller.at("to-text").click()
    expect(caller.at("to-video")).to_be_visible()
    yield caller.page, "caller", "queue-as-text"
    caller.at("to-video").click()
    expect(caller.at("to-text")).to_be_visible()
    yield from _in_another_tab(caller)


def _in_another_tab(caller: Caller) -> Iterator[State]:
    other = caller.context.new_page()
    other.goto(caller.page.url)
    expect(caller.at("take-back")).to_be_visible()
    yield caller.page, "caller", "open-in-another-tab"
    caller.at("take-back").click()
    expect(caller.at("queue-position")).to_be_visible()
    other.close()


def _answered(caller: Caller, counselor: Counselor) -> Iterator[State]:
    expect(counselor.at("go-ready")).to_be_visible()
    expect(counselor.page.locator("#queue-count")).to_have_text("1")
    yield counselor.page, "console", "off-duty"
    counselor.get_ready()
    expect(counselor.at("incoming-offer")).to_be_visible()
    yield counselor.page, "console", "offer"
    yield caller.page, "caller", "queue-being-asked"
    hold_still(caller.page)
    counselor.accept()
    expect(caller.at("answered")).to_be_visible()
    yield caller.page, "caller", "answered"
    caller.at("answered").click()
    expect(caller.at("answered")).to_be_hidden()


def _in_the_call(
    caller: Caller, counselor: Counselor, said: tuple[str, str, str]
) -> Iterator[State]:
    _picture_arrives(caller.page)
    _picture_arrives(counselor.page)
    assert caller.at("remote-video").evaluate("video => video.muted"), "media starts muted"
    assert counselor.at("remote-video").evaluate("video => video.muted"), "media starts muted"
    yield caller.page, "caller", "call"
    yield counselor.page, "console", "video-session"
    caller.write(said[0])
    counselor.expect_text(said[0])
    counselor.write(said[1])
    caller.expect_text(said[1])
    caller.write(said[2])
    counselor.expect_text(said[2])
    counselor.at("notes").fill(said[0])
    yield caller.page, "caller", "call-chat"
    yield counselor.page, "console", "video-session-chat"
    caller.at("more").click()
    yield caller.page, "caller", "call-more"
    caller.at("more").click()
    caller.at("look-here").click()
    expect(counselor.page.locator("#called")).to_be_visible()
    yield counselor.page, "console", "asked-to-look"


def _disturbed(caller: Caller, counselor: Counselor) -> Iterator[State]:
    counselor.page.locator("#pause-camera").click()
    expect(caller.page.locator("#stage-words")).to_be_visible()
    yield caller.page, "caller", "call-peer-paused"
    counselor.page.locator("#pause-camera").click()
    expect(caller.page.locator("#stage-words")).to_be_hidden()
    counselor.page.locator("#hold").click()
    expect(caller.page.locator("#stage-words")).to_be_visible()
    yield caller.page, "caller", "call-on-hold"
    yield counselor.page, "console", "on-hold"
    counselor.page.locator("#hold").click()
    expect(caller.page.locator("#stage-words")).to_be_hidden()
    yield from _connections_lost(caller, counselor)


def _connections_lost(caller: Caller, counselor: Counselor) -> Iterator[State]:
    cut_off(caller.page)
    expect(caller.page.locator("#call-state .icon--reconnecting")).to_be_visible()
    expect(counselor.page.locator("#line-state .icon--reconnecting")).to_be_visible()
    yield caller.page, "caller", "call-reconnecting"
    yield counselor.page, "console", "caller-reconnecting"
    come_back(caller.page)
    expect(caller.page.locator("#call-state .icon--in-session")).to_be_visible()
    cut_off(counselor.page)
    expect(counselor.page.locator("#offline")).to_be_visible()
    expect(caller.page.locator("#stage-words")).to_be_visible()
    yield caller.page, "caller", "call-counselor-lost"
    yield counselor.page, "console", "offline"
    come_back(counselor.page)
    expect(caller.page.locator("#stage-words")).to_be_hidden(timeout=15_000)


def _after(caller: Caller, counselor: Counselor) -> Iterator[State]:
    caller.at("end-call").click()
    expect(caller.at("reconnect")).to_be_visible()
    yield caller.page, "caller", "finished"
    expect(counselor.at("finish-wrap-up")).to_be_visible()
    yield counselor.page, "console", "wrap-up"
    counselor.at("finish-wrap-up").click()
    expect(counselor.page.locator("#category-error")).to_be_visible()
    yield counselor.page, "console", "wrap-up-missing-fields"
    counselor.finish("medical", "relayed_call")
    yield counselor.page, "console", "ready-nobody-waits"
    caller.at("done").click()
    expect(caller.page.locator("#video-now .chip")).to_be_visible()
    yield caller.page, "caller", "choose"


def _own_picture_shown(page: Page) -> None:
    expect(page.get_by_test_id("self-video")).to_have_js_property("videoWidth", WIDTH)


def _picture_arrives(page: Page) -> None:
    expect(page.get_by_test_id("remote-video")).to_have_js_property("videoWidth", WIDTH)
