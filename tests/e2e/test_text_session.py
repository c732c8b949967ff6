"""Text without any camera, and leaving the queue."""

from playwright.sync_api import Browser, expect

from tests.e2e.people import Caller, Counselor, Staff
from tests.e2e.served import Served


def test_a_text_session_needs_no_camera(
    served: Served, no_camera_browser: Browser, staff_browser: Browser
) -> None:
    counselor = Counselor(staff_browser, served.url)
    counselor.get_ready()
    caller = Caller(no_camera_browser, served.url, language="ko")
    caller.join("text")
    caller.page.locator("#write-question").click()
    caller.write("지하철 막차가 몇 시예요?")
    counselor.accept()
    caller.is_answered()
    counselor.expect_text("지하철 막차가 몇 시예요?")
    counselor.write("<b>자정</b>입니다")
    caller.expect_text("<b>자정</b>입니다")
    expect(caller.at("chat-log").locator("b")).to_have_count(0)
    caller.at("end-call").click()
    expect(caller.page.locator("#finished-number")).to_be_visible()
    counselor.finish("transport", "answered")
    assert caller.problems == counselor.problems == []
    caller.close()
    counselor.close()


def test_a_refused_camera_makes_the_same_page_text(
    served: Served, no_camera_browser: Browser, staff_browser: Browser
) -> None:
    counselor = Counselor(staff_browser, served.url)
    counselor.get_ready()
    caller = Caller(no_camera_browser, served.url)
    caller.at("start-video").click()
    expect(caller.page.get_by_text("No camera. Use text.")).to_be_visible()
    caller.at("join-queue").click()
    expect(counselor.at("incoming-offer")).to_contain_text("Text")
    counselor.accept()
    caller.is_answered()
    caller.write("hello")
    counselor.expect_text("hello")
    caller.close()
    counselor.close()


def test_leaving_the_queue_frees_the_place(
    served: Served, no_camera_browser: Browser, staff_browser: Browser
) -> None:
    first = Caller(no_camera_browser, served.url)
    first.join("text")
    second = Caller(no_camera_browser, served.url)
    second.join("text")
    expect(second.at("queue-position")).to_contain_text("2")
    first.page.locator("#leave-queue").click()
    expect(second.at("queue-position")).to_contain_text("1")
    expect(first.at("queue-position")).to_be_hidden()

    admin = Staff(staff_browser, served.url, "admin1", "/admin")
    expect(admin.at("record-row")).to_have_count(2)
    for person in (first, second, admin):
        person.close()


def test_a_text_typed_without_a_connection_is_sent_once_when_it_is_back(
    served: Served, no_camera_browser: Browser, staff_browser: Browser
) -> None:
    counselor = Counselor(staff_browser, served.url)
    counselor.get_ready()
    caller = Caller(no_camera_browser, served.url)
    caller.join("text")
    counselor.accept()
    caller.is_answered()
    caller.write("before")
    counselor.expect_text("before")

    served.kill()
    expect(caller.page.get_by_text("Connection lost")).to_be_visible()
    caller.write("written while offline")
    served.restart()
    counselor.expect_text("written while offline")
    counselor.write("received")
    caller.expect_text("received")
    for person in (caller, counselor):
        assert person.at("chat-log").inner_text().count("written while offline") == 1
        person.close()
