"""Whole sessions without a pointer, and Hangul being composed."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.keyboard import compose_hangul, has_focus, press, tab_to, type_line
from tests.e2e.people import DESKTOP, Caller, Counselor, Person
from tests.e2e.served import PASSWORD, Served


class KeyboardCounselor(Person):
    """Signs in and gets ready by keys alone."""

    def __init__(self, browser: Browser, url: str) -> None:
        super().__init__(browser, url, viewport=DESKTOP)
        self.page.goto(f"{url}/console?lang=en")
        tab_to(self, "login-name")
        self.page.keyboard.type("counselor1")
        tab_to(self, "login-password")
        type_line(self, PASSWORD)
        expect(self.page.locator("#my-state")).to_have_text("Off duty")
        tab_to(self, "go-ready")
        press(self)
        expect(self.at("go-ready")).to_have_attribute("aria-pressed", "true")

    def finish(self) -> None:
        tab_to(self, "category")
        press(self, "ArrowDown")
        tab_to(self, "outcome")
        press(self, "ArrowDown")
        tab_to(self, "finish-wrap-up")
        press(self)
        expect(self.at("finish-wrap-up")).to_be_hidden()


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["text", "video"])
def test_a_whole_session_by_keyboard(
    served: Served, caller_browser: Browser, staff_browser: Browser, mode: str
) -> None:
    counselor = KeyboardCounselor(staff_browser, served.url)
    caller = Caller(caller_browser, served.url, viewport=DESKTOP)
    _join(caller, mode)
    expect(counselor.at("incoming-offer")).to_be_visible()
    press(counselor, "F2")
    _greet(caller, counselor, mode)
    tab_to(caller, "end-call")
    press(caller)
    expect(caller.at("finished-number")).to_be_visible()
    counselor.finish()
    tab_to(caller, "done")
    press(caller)
    expect(caller.at("start-text")).to_be_visible()
    for person in (caller, counselor):
        person.close()


def _join(caller: Caller, mode: str) -> None:
    tab_to(caller, f"start-{mode}")
    press(caller)
    expect(caller.at("join-queue")).to_be_visible()
    tab_to(caller, "consent")
    press(caller, "Space")
    tab_to(caller, "join-queue")
    press(caller)
    expect(caller.at("queue-position")).to_be_visible()


def _greet(caller: Caller, counselor: KeyboardCounselor, mode: str) -> None:
    """The focus is where one writes at the counselor's; the caller goes there through the call's controls."""
    has_focus(counselor, "chat-input")
    type_line(counselor, "Good morning")
    caller.is_answered()
    caller.expect_text("Good morning")
    if mode == "video":
        tab_to(caller, "microphone")
    tab_to(caller, "chat-input")
    type_line(caller, "Hello")
    counselor.expect_text("Hello")
    tab_to(counselor, "notes")
    counselor.page.keyboard.type("Greeted.")


def test_an_offer_does_not_take_the_focus(served: Served, no_camera_browser: Browser) -> None:
    counselor = KeyboardCounselor(no_camera_browser, served.url)
    first = Caller(no_camera_browser, served.url)
    first.join("text")
    expect(counselor.at("incoming-offer")).to_be_visible()
    press(counselor, "F2")
    has_focus(counselor, "chat-input")
    counselor.page.keyboard.type("One mom")
    second = Caller(no_camera_browser, served.url)
    second.join("text")
    expect(counselor.at("incoming-offer")).to_be_visible()
    has_focus(counselor, "chat-input")
    counselor.page.keyboard.type("ent")
    expect(counselor.at("chat-input")).to_have_value("One moment")
    press(counselor)
    first.expect_text("One moment")
    for person in (first, second, counselor):
        person.close()


def test_enter_while_composing_hangul_sends_nothing(
    served: Served, no_camera_browser: Browser
) -> None:
    counselor = Counselor(no_camera_browser, served.url)
    counselor.get_ready()
    caller = Caller(no_camera_browser, served.url)
    caller.join("text")
    counselor.accept()
    caller.is_answered()
    for writer, reader, word in ((caller, counselor, "안녕"), (counselor, caller, "반가워")):
        writer.at("chat-input").focus()
        compose_hangul(writer.page, word)
        expect(writer.at("chat-input")).to_have_value(word)
        expect(writer.at("chat-log")).not_to_contain_text(word)
        press(writer)
        reader.expect_text(word)
        expect(reader.at("chat-log").get_by_text(word, exact=True)).to_have_count(1)
    for person in (caller, counselor):
        person.close()
