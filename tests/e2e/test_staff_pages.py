"""Staff with several pages: two consoles of one counselor, a supervisor's live view, a filtered list."""

from playwright.sync_api import Browser, Page, expect

from tests.e2e.people import Caller, Counselor, Staff
from tests.e2e.served import Served


def in_a_text_session(
    served: Served, caller_browser: Browser, staff_browser: Browser, *, consent: bool = True
) -> tuple[Caller, Counselor]:
    counselor = Counselor(staff_browser, served.url)
    counselor.get_ready()
    caller = Caller(caller_browser, served.url)
    caller.join("text", consent=consent)
    counselor.accept()
    caller.is_answered()
    return caller, counselor


def test_without_consent_no_category_is_asked_for(
    served: Served, no_camera_browser: Browser, staff_browser: Browser
) -> None:
    caller, counselor = in_a_text_session(served, no_camera_browser, staff_browser, consent=False)
    caller.at("end-call").click()
    counselor.at("finish-wrap-up").click()
    expect(counselor.page.locator("#outcome-error")).to_be_visible()
    expect(counselor.page.locator("#category-error")).to_be_hidden()
    counselor.finish(category="")
    assert caller.problems == counselor.problems == []
    caller.close()
    counselor.close()


def test_a_supervisor_closes_a_wrap_up_that_was_left_open(
    served: Served, no_camera_browser: Browser, staff_browser: Browser
) -> None:
    caller, counselor = in_a_text_session(served, no_camera_browser, staff_browser)
    caller.at("end-call").click()
    number = caller.at("finished-number").inner_text()
    supervisor = Staff(staff_browser, served.url, "supervisor1", "/admin/live")
    row = supervisor.page.locator("#wrap-ups tbody tr")
    expect(row).to_contain_text(number)
    expect(row).to_contain_text(counselor.page.locator(".state__me strong").inner_text())
    row.get_by_role("button").click()
    expect(supervisor.page.locator("#wrap-ups .empty")).to_be_visible()
    expect(counselor.at("finish-wrap-up")).to_be_hidden()
    assert supervisor.problems == counselor.problems == []
    for person in (caller, counselor, supervisor):
        person.close()


def test_the_newer_console_takes_over_and_either_may_take_it_back(
    served: Served, no_camera_browser: Browser, staff_browser: Browser
) -> None:
    caller, counselor = in_a_text_session(served, no_camera_browser, staff_browser)
    counselor.at("notes").fill("typed in the first")
    expect(counselor.page.locator("#save-state")).to_have_text("Saved")
    second = counselor.context.new_page()
    second.goto(f"{served.url}/console?lang=en")
    expect(counselor.page.locator("#stopped")).to_be_visible()
    expect(second.get_by_test_id("notes")).to_have_value("typed in the first")

    second.get_by_test_id("notes").fill("typed in the second")
    expect(second.locator("#save-state")).to_have_text("Saved")
    counselor.at("notes").fill("typed in the stopped one")
    counselor.page.locator("#start-again").click()
    expect(second.locator("#stopped")).to_be_visible()
    _settle_both(counselor.page)
    expect(counselor.at("notes")).to_have_value("typed in the second\n\ntyped in the stopped one")
    expect(counselor.page.locator("#save-state")).to_have_text("Saved")
    assert counselor.problems == []
    caller.close()
    counselor.close()


def _settle_both(page: Page) -> None:
    expect(page.locator("#newer-fields")).to_contain_text("typed in the second")
    page.locator('[data-settle="both"]').click()
