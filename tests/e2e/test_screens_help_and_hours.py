"""Answers, notices and hours as everybody sees them, in both languages and every size."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.people import Caller, Counselor, Staff
from tests.e2e.screens import Screens
from tests.e2e.served import Served

LOCALES = {"ko": "ko-KR", "en": "en-GB"}
"""Of the browser: how it writes dates in its own controls."""
NOTICE = {
    "ko": ("막차 한 시간 연장", "오늘은 불꽃 축제로 지하철이 새벽 2시까지 다닙니다."),
    "en": ("Last trains run longer", "Tonight the subway runs until two, for the fireworks."),
}
CLOSED = {
    "ko": "수어 상담은 아침 아홉 시에 다시 엽니다. 급하면 문자로 상담하세요.",
    "en": "Sign language opens again at nine in the morning. If it cannot wait, use text.",
}
HOLIDAY = {"ko": "성탄절", "en": "Christmas"}
HOURS_FROM_NOW = "h => new Date(Date.now() + (9 + h) * 3600e3).toISOString().slice(0, 16)"
"""What a `datetime-local` field wants, in Korea's time."""


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_administrators_pages(served: Served, no_camera_browser: Browser, language: str) -> None:
    screens = Screens(language)
    admin = _admin(served, no_camera_browser, language)
    try:
        for pages in (_answers, _notices, _hours):
            for state in pages(admin.page, served.url, language):
                screens.look(admin.page, "admin", state)
    finally:
        admin.close()
    screens.expect_no_problems()


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_console_with_help_and_notices(
    patient_server: Served, no_camera_browser: Browser, language: str
) -> None:
    screens = Screens(language)
    admin = _admin(patient_server, no_camera_browser, language)
    counselor = Counselor(no_camera_browser, patient_server.url, language=language)
    caller = Caller(no_camera_browser, patient_server.url, language=language)
    try:
        for urgent in (False, True):
            _write_notice(admin.page, patient_server.url, language, urgent)
        expect(counselor.page.locator(".notice-row")).to_have_count(2)
        counselor.page.locator(".notice-row button").last.click()
        expect(counselor.page.locator(".notice-row summary")).to_be_visible()
        screens.look(counselor.page, "console", "notices")
        counselor.get_ready()
        caller.join("text")
        counselor.accept()
        caller.is_answered()
        counselor.page.keyboard.press("F8")
        expect(counselor.page.locator(".answer").first).to_be_visible()
        screens.look(counselor.page, "console", "answers-in-a-text-session")
        counselor.page.locator("#answer-search").fill("없는낱말")
        expect(counselor.page.locator(".answer")).to_have_count(0)
        screens.look(counselor.page, "console", "answers-none")
    finally:
        for person in (admin, counselor, caller):
            person.close()
    screens.expect_no_problems()


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_answers_beside_the_picture(
    patient_server: Served, signing_caller: Browser, signing_staff: Browser
) -> None:
    screens = Screens("ko")
    counselor = Counselor(signing_staff, patient_server.url, language="ko")
    caller = Caller(signing_caller, patient_server.url, language="ko")
    try:
        counselor.get_ready()
        caller.join("video")
        counselor.accept()
        caller.is_answered()
        counselor.page.keyboard.press("F8")
        counselor.page.locator("#answer-search").fill("여권")
        expect(counselor.page.locator(".answer")).to_have_count(3)
        screens.look(counselor.page, "console", "answers-in-a-video-session")
    finally:
        for person in (counselor, caller):
            person.close()
    screens.expect_no_problems()


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_caller_sees_what_is_closed(
    served: Served, no_camera_browser: Browser, language: str
) -> None:
    screens = Screens(language)
    admin = _admin(served, no_camera_browser, language)
    caller = None
    try:
        _close(admin.page, served.url, "video")
        caller = Caller(no_camera_browser, served.url, language=language)
        expect(caller.page.locator("#video-closed")).to_be_visible()
        caller.at("start-video").click(force=True)
        screens.look(caller.page, "caller", "choose-video-closed")
        _close(admin.page, served.url, "text")
        caller.page.reload()
        expect(caller.page.locator("#text-closed")).to_be_visible()
        caller.at("start-text").click(force=True)
        screens.look(caller.page, "caller", "choose-all-closed")
    finally:
        for person in (admin, caller):
            if person:
                person.close()
    screens.expect_no_problems()


def _admin(served: Served, browser: Browser, language: str) -> Staff:
    admin = Staff(browser, served.url, "admin1", "/admin/hours", language, locale=LOCALES[language])
    expect(admin.page.get_by_test_id("hours-video")).to_be_visible()
    return admin


def _save(page: Page) -> None:
    page.locator("form.form button[type=submit]").first.click()


def _answers(page: Page, url: str, language: str) -> Iterator[str]:
    page.goto(f"{url}/admin/answers")
    expect(page.get_by_test_id("answer-row").first).to_be_visible()
    yield "answers"
    page.goto(f"{url}/admin/answers?q=zzz")
    yield "answers-none"
    page.goto(f"{url}/admin/answers/new")
    _save(page)
    expect(page.locator(".field__error").first).to_be_visible()
    yield "answer-form-with-errors"
    page.goto(f"{url}/admin/answers/night_bus")
    page.locator("#clip").fill("clips/night-bus.webm")
    page.locator("input[name=version]").evaluate("field => field.value = '0'")
    _save(page)
    expect(page.locator("#newer-heading")).to_be_visible()
    yield "answer-form-saved-by-somebody-else"


def _write_notice(page: Page, url: str, language: str, urgent: bool) -> None:
    title, words = NOTICE[language]
    page.goto(f"{url}/admin/notices/new")
    page.locator("#title").fill(title)
    page.locator("#text").fill(words)
    if urgent:
        page.locator("input[name=urgent]").check()
    _save(page)
    expect(page.get_by_test_id("notice-row").first).to_be_visible()


def _notices(page: Page, url: str, language: str) -> Iterator[str]:
    page.goto(f"{url}/admin/notices")
    yield "notices-none"
    _write_notice(page, url, language, urgent=True)
    yield "notices"
    page.get_by_test_id("notice-row").get_by_role("link").click()
    expect(page.locator("#readers")).to_be_visible()
    yield "notice-form"
    page.locator("#title").fill("")
    page.locator("#valid_until").fill("2020-01-01T00:00")
    _save(page)
    expect(page.locator(".field__error").first).to_be_visible()
    yield "notice-form-with-errors"


def _hours(page: Page, url: str, language: str) -> Iterator[str]:
    page.goto(f"{url}/admin/hours/text")
    page.locator("#day2").fill("nine to six")
    page.locator("#holidays").fill(HOLIDAY[language])
    _save(page)
    expect(page.locator(".field__error").first).to_be_visible()
    yield "hours-form-with-errors"
    page.goto(f"{url}/admin/hours/text")
    page.locator("input[name=always]").uncheck()
    for day in range(5):
        page.locator(f"#day{day}").fill("09:00-12:00, 13:00-18:00, 22:00-02:00")
    page.locator("#holidays").fill(f"2026-12-24 09:00-13:00\n2026-12-25 closed {HOLIDAY[language]}")
    _write_message(page)
    _save(page)
    expect(page.get_by_test_id("hours-text")).to_contain_text("2026-12-25")
    _close(page, url, "video")
    yield "hours"
    page.goto(f"{url}/admin/hours/text")
    yield "hours-form"


def _write_message(page: Page) -> None:
    for language, words in CLOSED.items():
        page.locator(f"#message_{language}").fill(words)


def _close(page: Page, url: str, mode: str) -> None:
    page.goto(f"{url}/admin/hours/{mode}")
    page.locator("#forced").select_option("closed")
    page.locator("#forced_until").fill(page.evaluate(HOURS_FROM_NOW, 24))
    _write_message(page)
    _save(page)
    expect(page.get_by_test_id(f"hours-{mode}")).to_be_visible()
