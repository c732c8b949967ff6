"""Every staff page beside the console, looked at in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.people import DESKTOP, Caller, Counselor, Staff
from tests.e2e.screens import Screens
from tests.e2e.served import PASSWORD, Served

State = tuple[Page, str]
NOTES = {
    "ko": "내과 예약을 전화로 도움. 화요일 오전 열 시로 잡음.",
    "en": "Telephoned the clinic. Tuesday, ten o'clock.",
}
LOCALES = {"ko": "ko-KR", "en": "en-GB"}
"""Of the browser: how it writes dates in its own controls."""
SAID = {
    "ko": (
        "안녕하세요. 내과 예약을 하고 싶어요.",
        "어느 병원이 좋으세요?",
        "집 앞 병원이요. 화요일이 좋아요.",
    ),
    "en": (
        "Hello. I need a doctor's appointment.",
        "At which clinic?",
        "The one next door, on Tuesday.",
    ),
}
SUBJECT = {"ko": "내과 예약", "en": "Clinic appointment"}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_admin_page(
    patient_server: Served, no_camera_browser: Browser, language: str
) -> None:
    screens = Screens(language)
    _make_records(patient_server, no_camera_browser, language)
    page = no_camera_browser.new_page(viewport=DESKTOP, locale=LOCALES[language])  # type: ignore[arg-type]
    try:
        for state in _pages(page, patient_server.url, language):
            screens.look(page, "admin", state)
    finally:
        page.close()
    screens.expect_no_problems()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ko", "en"])
def test_nobody_answers(tmp_path: Path, no_camera_browser: Browser, language: str) -> None:
    """Three missed offers: the counselor is away, and the supervisor sees who waits for nobody."""
    screens = Screens(language)
    served = Served(tmp_path / "data", "--offer-seconds", "0.5")
    counselor = Counselor(no_camera_browser, served.url, language=language)
    supervisor = Staff(no_camera_browser, served.url, "supervisor1", "/admin/live", language)
    caller = Caller(no_camera_browser, served.url, language=language)
    try:
        caller.join("text")
        counselor.get_ready()
        expect(counselor.page.locator("#my-reason")).to_be_visible()
        screens.look(counselor.page, "console", "away-after-missed-offers")
        expect(supervisor.page.locator("#problems > *")).to_be_visible()
        screens.look(supervisor.page, "admin", "live-nobody-answers")
        screens.expect_no_problems()
    finally:
        for person in (caller, counselor, supervisor):
            person.close()
        served.stop()


def _make_records(served: Served, browser: Browser, language: str) -> None:
    """Two finished inquiries by text: with consent, and without."""
    counselor = Counselor(browser, served.url, language=language)
    for consent in (True, False):
        counselor.get_ready()
        caller = Caller(browser, served.url, language=language)
        caller.join("text", consent=consent)
        counselor.accept()
        caller.is_answered()
        _talk(caller, counselor, SAID[language])
        counselor.at("notes").fill(NOTES[language])
        counselor.page.locator("#subject").fill(SUBJECT[language])
        counselor.at("end-call").click()
        counselor.finish("medical" if consent else "", "relayed_call")
        caller.close()
    counselor.close()


def _talk(caller: Caller, counselor: Counselor, said: tuple[str, str, str]) -> None:
    caller.write(said[0])
    counselor.expect_text(said[0])
    counselor.write(said[1])
    caller.expect_text(said[1])
    caller.write(said[2])
    counselor.expect_text(said[2])


def _pages(page: Page, url: str, language: str) -> Iterator[str]:
    yield from _signing_in(page, url, language)
    yield from _inquiries(page, url)
    yield from _staff(page, url)
    page.goto(f"{url}/admin/live")
    expect(page.locator("#numbers dd").first).to_be_visible()
    yield "live"
    page.goto(f"{url}/admin/audit")
    yield "audit"
    page.locator("form[action='/admin/audit/check'] button").click()
    expect(page.locator("form[action='/admin/audit/check'] .muted")).to_be_visible()
    yield "audit-checked"
    page.goto(f"{url}/admin/audit?person=nobody&action=staff.link")
    expect(page.locator(".empty")).to_be_visible()
    yield "audit-none"
    page.goto(f"{url}/admin/inquiries/none")
    expect(page.locator("h1")).to_be_visible()
    yield "error"


def _signing_in(page: Page, url: str, language: str) -> Iterator[str]:
    page.goto(f"{url}/admin?lang={language}")
    yield "sign-in"
    page.get_by_test_id("login-name").fill("admin1")
    page.get_by_test_id("login-password").fill("wrong")
    page.get_by_test_id("login-submit").click()
    expect(page.locator("#problem")).to_be_visible()
    yield "sign-in-wrong-password"
    page.get_by_test_id("login-name").fill("admin1")
    page.get_by_test_id("login-password").fill(PASSWORD)
    page.get_by_test_id("login-submit").click()
    expect(page.get_by_test_id("search-input")).to_be_visible()


def _inquiries(page: Page, url: str) -> Iterator[str]:
    expect(page.get_by_test_id("record-row")).to_have_count(2)
    yield "inquiries"
    page.goto(f"{url}/admin?category=medical&channel=text&outcome=relayed_call")
    expect(page.get_by_test_id("record-row")).to_have_count(1)
    yield "inquiries-filtered"
    page.goto(f"{url}/admin?q=%EC%97%86%EC%9D%8C")
    expect(page.get_by_test_id("record-row")).to_have_count(0)
    yield "inquiries-none"
    for at, state in enumerate(("record-without-consent", "record")):
        page.goto(f"{url}/admin")
        page.get_by_test_id("record-row").nth(at).get_by_role("link").click()
        expect(page.locator(".timeline")).to_be_visible()
        yield state


def _staff(page: Page, url: str) -> Iterator[str]:
    page.goto(f"{url}/admin/staff")
    expect(page.locator("tbody tr")).to_have_count(6)
    yield "staff"
    page.goto(f"{url}/admin/staff/new")
    page.locator("form.form button[type=submit]").click()
    expect(page.locator(".field__error").first).to_be_visible()
    yield "staff-form-with-errors"
    page.goto(f"{url}/admin/staff")
    page.get_by_role("link", name="이바다").click()
    expect(page.locator("#access")).to_be_visible()
    yield "staff-form"
    page.locator("form[action$='/link'] button").click()
    expect(page.locator("#link")).to_be_visible()
    yield "sign-in-link"
    page.goto(page.locator("#link").input_value())
    expect(page.locator("#password2")).to_be_visible()
    yield "new-password"
