"""A reload or a closed browser in mid-call is not a hang-up."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e import pictures
from tests.e2e.disturbances import LOSE_FIRST_ANSWER
from tests.e2e.people import Caller, Counselor
from tests.e2e.served import Served


def in_a_call(
    served: Served, caller_browser: Browser, staff_browser: Browser
) -> tuple[Caller, Counselor]:
    counselor = Counselor(staff_browser, served.url)
    counselor.get_ready()
    caller = Caller(caller_browser, served.url)
    caller.join("video")
    counselor.accept()
    caller.is_answered()
    caller.sees(pictures.COUNSELOR)
    counselor.sees(pictures.CALLER)
    return caller, counselor


def test_either_side_may_reload_in_mid_call(
    served: Served, caller_browser: Browser, staff_browser: Browser
) -> None:
    caller, counselor = in_a_call(served, caller_browser, staff_browser)
    caller.write("before the reload")
    counselor.expect_text("before the reload")

    caller.page.reload()
    caller.sees(pictures.COUNSELOR)
    counselor.sees(pictures.CALLER)
    caller.expect_text("before the reload")

    counselor.page.reload()
    counselor.sees(pictures.CALLER)
    caller.sees(pictures.COUNSELOR)
    counselor.expect_text("before the reload")
    assert counselor.frames_per_second() >= 20
    assert caller.frames_per_second() >= 20
    caller.close()
    counselor.close()


def test_a_counselor_who_closes_the_browser_leaves_the_caller_in_front(
    tmp_path: Path, caller_browser: Browser, staff_browser: Browser
) -> None:
    served = Served(tmp_path / "data", "--counselor-grace", "3")
    try:
        caller, counselor = in_a_call(served, caller_browser, staff_browser)
        waiting = Caller(caller_browser, served.url)
        waiting.join("video")
        counselor.close()
        expect(caller.page.get_by_text("Counselor disconnected. Wait.").first).to_be_visible()
        expect(caller.at("queue-position")).to_contain_text("1", timeout=10_000)
        expect(waiting.at("queue-position")).to_contain_text("2")

        other = Counselor(staff_browser, served.url, "counselor2")
        other.get_ready()
        other.accept()
        caller.sees(pictures.COUNSELOR)
        other.sees(pictures.CALLER)
        for person in (caller, waiting, other):
            person.close()
    finally:
        served.stop()


def test_an_end_can_be_taken_back(
    served: Served, caller_browser: Browser, staff_browser: Browser
) -> None:
    caller, counselor = in_a_call(served, caller_browser, staff_browser)
    for words in ("said first", "said second"):
        caller.write(words)
        counselor.expect_text(words)
    caller.at("end-call").click()
    expect(counselor.at("finish-wrap-up")).to_be_visible()
    caller.page.locator("#reconnect").click()
    caller.sees(pictures.COUNSELOR)
    counselor.sees(pictures.CALLER)
    counselor.at("end-call").click()
    counselor.finish()
    caller.page.locator("#reconnect").click()
    counselor.accept()
    caller.is_answered()
    caller.sees(pictures.COUNSELOR)
    caller.write("said third")
    counselor.expect_text("said third")
    said = caller.at("chat-log").locator(".message__text").all_inner_texts()
    assert said == ["said first", "said second", "said third"]
    caller.close()
    counselor.close()


def test_a_video_session_goes_on_as_text_and_back(
    served: Served, caller_browser: Browser, staff_browser: Browser
) -> None:
    caller, counselor = in_a_call(served, caller_browser, staff_browser)
    caller.page.locator("#more").click()
    caller.page.locator("#to-text").click()
    expect(caller.at("remote-video")).to_be_hidden()
    caller.write("as text now")
    counselor.expect_text("as text now")
    caller.page.locator("#to-video").click()
    caller.sees(pictures.COUNSELOR)
    counselor.sees(pictures.CALLER)
    caller.expect_text("as text now")
    caller.close()
    counselor.close()


def test_an_answer_to_the_relay_lost_with_the_connection_is_made_good(
    served: Served, caller_browser: Browser, staff_browser: Browser
) -> None:
    counselor = Counselor(staff_browser, served.url)
    counselor.page.add_init_script(LOSE_FIRST_ANSWER)
    counselor.page.reload()
    counselor.get_ready()
    caller = Caller(caller_browser, served.url, early_script=LOSE_FIRST_ANSWER)
    caller.join("video")
    for person in (counselor, caller):
        expect(person.page.locator("html")).to_have_attribute(
            "data-answers", "sent", timeout=15_000
        )
    counselor.accept()
    caller.sees(pictures.COUNSELOR)
    counselor.sees(pictures.CALLER)
    caller.close()
    counselor.close()
