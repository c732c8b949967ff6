"""Real browsers against a served Sonmal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.e2e import pictures, pictures_signer
from tests.e2e.served import Served

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("e2e")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


Launch = Callable[..., Browser]


@pytest.fixture(scope="session")
def launch(playwright: Playwright) -> Iterator[Launch]:
    """Starts a Chromium with these arguments; all are closed at the end."""
    browsers: list[Browser] = []

    def start(*arguments: str) -> Browser:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, *arguments], timeout=60_000
        )
        browsers.append(browser)
        return browser

    yield start
    for browser in browsers:
        browser.close()


def with_camera(path: Path) -> tuple[str, ...]:
    """Arguments for a browser whose camera shows this film and whose permission prompt says yes."""
    return (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream=fps=30",
        f"--use-file-for-fake-video-capture={path}",
        "--allow-loopback-in-peer-connection",
        "--autoplay-policy=no-user-gesture-required",
    )


@pytest.fixture(scope="session")
def caller_browser(launch: Launch, tmp_path_factory: pytest.TempPathFactory) -> Browser:
    film = pictures.write_y4m(tmp_path_factory.mktemp("film") / "caller.y4m", pictures.CALLER)
    return launch(*with_camera(film))


@pytest.fixture(scope="session")
def staff_browser(launch: Launch, tmp_path_factory: pytest.TempPathFactory) -> Browser:
    film = pictures.write_y4m(tmp_path_factory.mktemp("film") / "counselor.y4m", pictures.COUNSELOR)
    return launch(*with_camera(film))


@pytest.fixture(scope="session")
def no_camera_browser(launch: Launch) -> Browser:
    """No camera, no microphone, no permission."""
    return launch("--deny-permission-prompts")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    server = Served(tmp_path / "data")
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def signing_caller(launch: Launch, tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A browser whose camera shows a drawn signer: for looking at screens."""
    film = tmp_path_factory.mktemp("film") / "signing_caller.y4m"
    return launch(*with_camera(pictures_signer.write_y4m(film, pictures_signer.CALLER)))


@pytest.fixture(scope="session")
def signing_staff(launch: Launch, tmp_path_factory: pytest.TempPathFactory) -> Browser:
    film = tmp_path_factory.mktemp("film") / "signing_staff.y4m"
    return launch(*with_camera(pictures_signer.write_y4m(film, pictures_signer.COUNSELOR)))


@pytest.fixture
def patient_server(tmp_path: Path) -> Iterator[Served]:
    """Offers stay long enough to be looked at in every size."""
    server = Served(tmp_path / "data", "--offer-seconds", "120")
    try:
        yield server
    finally:
        server.stop()
