"""Canned help by keyboard, and notices, between a real administrator, counselor and caller."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.keyboard import compose_hangul, has_focus, press
from tests.e2e.people import Caller, Counselor, Staff
from tests.e2e.served import Served


class Help:
    """The panel of the counselor's console."""

    def __init__(self, counselor: Counselor) -> None:
        self.counselor = counselor
        self.box = counselor.page.locator("#phrases")
        self.field = counselor.page.locator("#answer-search")
        self.answers = counselor.page.locator(".answer")

    def search(self, words: str) -> Locator:
        """Opens it, types the words and waits for what they find."""
        press(self.counselor, "F8")
        expect(self.field).to_be_focused()
        self.counselor.page.keyboard.type(words)
        expect(self.answers.first).to_contain_text(words)
        return self.answers.first


def talk(served: Served, browser: Browser, language: str = "ko") -> tuple[Caller, Counselor, Help]:
    counselor = Counselor(browser, served.url, language=language)
    counselor.get_ready()
    caller = Caller(browser, served.url, language=language)
    caller.join("text")
    counselor.accept()
    caller.is_answered()
    has_focus(counselor, "chat-input")
    return caller, counselor, Help(counselor)


def test_an_answer_is_found_pasted_and_sent_by_keys(
    served: Served, no_camera_browser: Browser
) -> None:
    caller, counselor, canned = talk(served, no_camera_browser)
    keyboard = counselor.page.keyboard
    keyboard.type("찾았습니다:")
    answer = canned.search("심야버스")
    text = answer.locator(".answer__text").inner_text()
    press(counselor, "ArrowDown")
    expect(answer).to_be_focused()
    press(counselor)
    has_focus(counselor, "chat-input")
    expect(canned.box).to_be_hidden()
    expect(counselor.at("chat-input")).to_have_value(f"찾았습니다: {text}")
    press(counselor)
    caller.expect_text(text)

    text = canned.search("재산세").locator(".answer__text").inner_text()
    press(counselor, "Control+Enter")
    caller.expect_text(text)
    expect(canned.box).to_be_hidden()
    has_focus(counselor, "chat-input")
    expect(counselor.at("chat-input")).to_have_value("")
    for person in (caller, counselor):
        assert person.problems == []
        person.close()


def test_escape_gives_the_focus_back_and_phrases_go_with_one_press(
    served: Served, no_camera_browser: Browser
) -> None:
    caller, counselor, canned = talk(served, no_camera_browser)
    counselor.at("notes").focus()
    press(counselor, "F8")
    press(counselor, "Escape")
    has_focus(counselor, "notes")
    press(counselor, "F8")
    press(counselor, "ArrowUp")
    press(counselor)
    caller.expect_text("더 도와드릴 일이 있습니까?")
    has_focus(counselor, "notes")
    press(counselor, "F8")
    counselor.at("end-call").click()
    expect(canned.box).to_be_hidden()
    for person in (caller, counselor):
        person.close()


def test_the_session_has_its_language_and_one_key_shows_the_other(
    served: Served, no_camera_browser: Browser
) -> None:
    """A Korean console, an English caller."""
    counselor = Counselor(no_camera_browser, served.url, language="ko")
    counselor.get_ready()
    caller = Caller(no_camera_browser, served.url, language="en")
    caller.join("text")
    counselor.accept()
    caller.is_answered()
    canned = Help(counselor)
    canned.search("passport")
    expect(canned.answers.first.locator("strong")).to_have_attribute("lang", "en")
    press(counselor, "F9")
    expect(canned.answers.first.locator("strong")).to_have_text("여권 새로 만들기")
    expect(canned.field).to_be_focused()
    press(counselor, "F9")
    expect(canned.answers.first.locator("strong")).to_have_text("Getting a passport")
    for person in (caller, counselor):
        person.close()


def test_composing_hangul_in_the_search_chooses_nothing(
    served: Served, no_camera_browser: Browser
) -> None:
    caller, counselor, canned = talk(served, no_camera_browser)
    press(counselor, "F8")
    compose_hangul(counselor.page, "약국")
    expect(canned.field).to_have_value("약국")
    expect(canned.answers.first).to_contain_text("밤에 여는 약국")
    expect(canned.box).to_be_visible()
    expect(counselor.at("chat-input")).to_have_value("")
    press(counselor)
    expect(counselor.at("chat-input")).to_have_value(re.compile("약국"))
    for person in (caller, counselor):
        person.close()


def test_a_notice_is_seen_at_once_and_its_reading_too(
    served: Served, no_camera_browser: Browser
) -> None:
    counselor = Counselor(no_camera_browser, served.url)
    expect(counselor.page.locator("#my-state")).to_be_visible()
    admin = Staff(no_camera_browser, served.url, "admin1", "/admin/notices/new")
    admin.page.locator("#title").fill("Last trains run longer")
    admin.page.locator("#text").fill("Until two tonight.")
    admin.page.locator("input[name=urgent]").check()
    admin.page.get_by_role("button", name="Save").click()
    notice = counselor.page.locator(".notice-row")
    expect(notice).to_contain_text("Until two tonight.")
    expect(counselor.page.locator("#live-assertive")).to_contain_text("Last trains run longer")
    expect(counselor.page.locator("#notice-count")).to_have_text("1")
    notice.get_by_role("button").click()
    expect(notice.locator("summary")).to_be_focused()
    expect(counselor.page.locator("#notice-count")).to_have_text("")
    counselor.page.reload()
    expect(notice.locator("summary")).to_be_visible()
    admin.page.get_by_role("link", name="Last trains run longer").click()
    expect(admin.page.locator(".readers li").filter(has_text="김하늘")).to_contain_text("Read")
    for person in (admin, counselor):
        assert person.problems == []
        person.close()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_closed_mode_says_so_before_choosing(
    served: Served, no_camera_browser: Browser, language: str
) -> None:
    admin = Staff(no_camera_browser, served.url, "admin1", "/admin/hours/video", "en")
    admin.page.locator("#forced").select_option("closed")
    admin.page.locator("#forced_until").fill(
        admin.page.evaluate("new Date(Date.now() + 33 * 3600e3).toISOString().slice(0, 16)")
    )
    admin.page.locator("#message_ko").fill("아침 아홉 시에 다시 오세요.")
    admin.page.locator("#message_en").fill("Come back at nine in the morning.")
    admin.page.get_by_role("button", name="Save").click()
    expect(admin.page.get_by_test_id("hours-video")).to_contain_text("Closed now")
    words = {
        "ko": ("상담 시간이 아닙니다", "아침 아홉 시에", "문자 상담은 됩니다."),
        "en": ("Not open now", "Come back at nine", "Text is open."),
    }[language]
    caller = Caller(no_camera_browser, served.url, language=language)
    card = caller.at("start-video")
    expect(card).to_contain_text(words[0])
    expect(card).to_have_attribute("aria-disabled", "true")
    expect(caller.page.locator("#video-closed")).to_contain_text(words[1])
    expect(caller.page.locator("#text-closed")).to_be_hidden()
    card.click(force=True)
    expect(caller.page.locator("#choose-notice")).to_contain_text(words[2])
    expect(caller.page.locator("#step-choose")).to_be_visible()
    caller.join("text")
    for person in (admin, caller):
        person.close()
