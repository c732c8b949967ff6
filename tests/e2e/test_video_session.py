"""The first call: two browsers meet, see each other, write to each other, and it is on record."""

from playwright.sync_api import Browser, expect

from tests.e2e import pictures
from tests.e2e.people import Caller, Counselor, Staff
from tests.e2e.served import Served


def test_a_video_session_from_the_queue_to_the_record(
    served: Served, caller_browser: Browser, staff_browser: Browser
) -> None:
    counselor = Counselor(staff_browser, served.url)
    counselor.get_ready()
    caller = Caller(caller_browser, served.url)
    caller.join("video")
    counselor.accept()
    caller.is_answered()

    caller.sees(pictures.COUNSELOR)
    counselor.sees(pictures.CALLER)
    assert caller.frames_per_second() >= 20
    assert counselor.frames_per_second() >= 20

    caller.write("병원 예약을 도와주세요")
    counselor.expect_text("병원 예약을 도와주세요")
    counselor.write("네, 도와드릴게요")
    caller.expect_text("네, 도와드릴게요")

    counselor.at("notes").fill("내과 예약을 전화로 도움")
    counselor.at("end-call").click()
    counselor.finish("medical", "relayed_call")
    expect(caller.page.locator("#finished-number")).to_be_visible()
    number = caller.page.locator("#finished-number").inner_text()

    admin = Staff(staff_browser, served.url, "admin1", "/admin")
    admin.at("search-input").fill("내과")
    admin.at("search-input").press("Enter")
    row = admin.at("record-row")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(number.strip())
    row.get_by_role("link").first.click()
    expect(admin.page.locator("main")).to_contain_text("내과 예약을 전화로 도움")
    expect(admin.page.locator("main")).to_contain_text("병원 예약을 도와주세요")
    for person in (caller, counselor, admin):
        assert person.problems == []
        person.close()
