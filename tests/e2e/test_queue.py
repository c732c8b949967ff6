"""The visible queue: leaving it and the way back, and writing while one waits."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.people import Caller, Counselor
from tests.e2e.served import Served


def test_who_left_by_mistake_waits_again_with_the_same_choices(
    served: Served, caller_browser: Browser
) -> None:
    caller = Caller(caller_browser, served.url)
    caller.join("video")
    other = Caller(caller_browser, served.url)
    other.join("video", consent=False)
    for person in (caller, other):
        person.page.locator("#leave-queue").click()
        expect(person.page.locator("#step-choose")).to_be_visible()
    caller.at("wait-again").click()
    expect(caller.at("queue-position")).to_contain_text("1")
    expect(caller.at("self-video")).to_be_visible()
    other.at("start-text").click()
    other.page.locator("#ready-back").click()
    expect(other.at("wait-again")).to_be_hidden()
    caller.close()
    other.close()


def test_no_character_is_lost_when_the_answer_comes_while_one_writes(
    served: Served, no_camera_browser: Browser, staff_browser: Browser
) -> None:
    counselor = Counselor(staff_browser, served.url)
    caller = Caller(no_camera_browser, served.url)
    caller.join("text")
    caller.page.locator("#write-question").click()
    counselor.get_ready()
    expect(counselor.at("incoming-offer")).to_be_visible()
    words = "the bus card that I lost this morning on the number 720 is an old one"
    caller.page.keyboard.type(words[:10])
    counselor.at("accept-offer").click()
    expect(caller.at("answered")).to_be_visible()
    caller.page.keyboard.type(words[10:40])
    expect(caller.at("answered")).to_be_hidden()
    caller.page.keyboard.type(words[40:])
    expect(caller.at("chat-input")).to_have_value(words)
    caller.at("chat-input").press("Enter")
    counselor.expect_text(words)
    caller.close()
    counselor.close()


def test_a_syllable_in_the_making_outlives_the_answer(
    served: Served, no_camera_browser: Browser, staff_browser: Browser
) -> None:
    counselor = Counselor(staff_browser, served.url)
    caller = Caller(no_camera_browser, served.url)
    caller.join("text")
    caller.page.locator("#write-question").click()
    counselor.get_ready()
    expect(counselor.at("incoming-offer")).to_be_visible()
    keyboard = caller.context.new_cdp_session(caller.page)
    compose = {"selectionStart": 1, "selectionEnd": 1}
    keyboard.send("Input.imeSetComposition", {"text": "하", **compose})
    counselor.at("accept-offer").click()
    expect(caller.at("answered")).to_be_visible()
    keyboard.send("Input.imeSetComposition", {"text": "한", **compose})
    keyboard.send("Input.insertText", {"text": "한"})
    expect(caller.at("chat-input")).to_have_value("한")
    caller.close()
    counselor.close()


def test_a_draft_is_seen_again_when_the_counselor_is_lost(
    tmp_path: Path, no_camera_browser: Browser, staff_browser: Browser
) -> None:
    served = Served(tmp_path / "data", "--counselor-grace", "1")
    try:
        counselor = Counselor(staff_browser, served.url)
        counselor.get_ready()
        caller = Caller(no_camera_browser, served.url)
        caller.join("text")
        counselor.accept()
        caller.is_answered()
        caller.at("chat-input").press_sequentially("half a sen")
        counselor.close()
        expect(caller.at("queue-position")).to_be_visible()
        caller.page.keyboard.type("tence")
        expect(caller.at("chat-input")).to_be_visible()
        expect(caller.at("chat-input")).to_have_value("half a sentence")
        caller.close()
    finally:
        served.stop()
