"""Callers and staff at their browsers, by the handles that the design fixes."""

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.e2e.pictures import READ_QUARTERS, Colour, shows
from tests.signaling.house import PASSWORD

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}


class Person:
    """One browser window of somebody, in a profile of their own."""

    def __init__(self, browser: Browser, url: str, **context: object) -> None:
        self.url = url
        self.context: BrowserContext = browser.new_context(**context)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on(
            "console",
            self._heard,
        )

    def _heard(self, message: ConsoleMessage) -> None:
        """The sign-in page itself comes with 401, which the browser reports as an error."""
        if message.type == "error" and "401" not in message.text:
            self.problems.append(message.text)

    def at(self, name: str) -> Locator:
        """An element by its fixed handle."""
        return self.page.get_by_test_id(name)

    def write(self, text: str) -> None:
        self.at("chat-input").fill(text)
        self.at("chat-input").press("Enter")

    def expect_text(self, text: str) -> None:
        expect(self.at("chat-log")).to_contain_text(text)

    def sees(self, colours: tuple[Colour, ...]) -> None:
        """Waits until the other person's picture, found by its colours, is in `remote-video`."""
        video = self.at("remote-video")
        expect(video).to_be_visible()
        for _ in range(100):
            if shows(video.evaluate(READ_QUARTERS), colours):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"not the expected picture: {video.evaluate(READ_QUARTERS)}")

    def frames_per_second(self, seconds: float = 5) -> float:
        """Frames that the browser decoded for `remote-video`, a second."""
        count = "video => [video.getVideoPlaybackQuality().totalVideoFrames, performance.now()]"
        video = self.at("remote-video")
        before, began = video.evaluate(count)
        self.page.wait_for_timeout(seconds * 1000)
        after, ended = video.evaluate(count)
        return float((after - before) / (ended - began) * 1000)

    def close(self) -> None:
        self.context.close()


class Caller(Person):
    def __init__(
        self,
        browser: Browser,
        url: str,
        *,
        language: str = "en",
        early_script: str = "",
        **context: object,
    ) -> None:
        """`early_script` runs in the page before its own."""
        super().__init__(browser, url, **{"viewport": PHONE, **context})
        if early_script:
            self.page.add_init_script(early_script)
        self.page.goto(f"{url}/?lang={language}")

    def is_answered(self) -> None:
        """Waits for the call, and for the words of the answer, which cover it for two seconds."""
        expect(self.page.locator("#step-call")).to_be_visible()
        expect(self.at("answered")).to_be_hidden()

    def join(self, mode: str, *, consent: bool = True) -> None:
        self.at(f"start-{mode}").click()
        if consent:
            self.at("consent").check()
        self.at("join-queue").click()
        expect(self.at("queue-position")).to_be_visible()


class Staff(Person):
    def __init__(
        self,
        browser: Browser,
        url: str,
        login: str,
        path: str,
        language: str = "en",
        **context: object,
    ) -> None:
        super().__init__(browser, url, **{"viewport": DESKTOP, **context})
        self.page.goto(f"{url}{path}?lang={language}")
        self.at("login-name").fill(login)
        self.at("login-password").fill(PASSWORD)
        self.at("login-submit").click()


class Counselor(Staff):
    def __init__(
        self,
        browser: Browser,
        url: str,
        login: str = "counselor1",
        language: str = "en",
        **context: object,
    ) -> None:
        super().__init__(browser, url, login, "/console", language, **context)

    def get_ready(self) -> None:
        self.at("go-ready").click()

    def accept(self) -> None:
        expect(self.at("incoming-offer")).to_be_visible()
        self.at("accept-offer").click()

    def finish(self, category: str = "medical", outcome: str = "answered") -> None:
        """`category` is empty where no record is kept: none is asked for then."""
        self.at("category").select_option(category)
        self.at("outcome").select_option(outcome)
        self.at("finish-wrap-up").click()
        expect(self.at("finish-wrap-up")).to_be_hidden()
