"""Measures accept → the caller's first decoded frame, in real browsers.

    python -m tests.e2e.first_frame --runs 10 --json FILE

One flat JSON object: `p50_ms`, `p95_ms` for a counselor who takes `think_seconds` to press accept (people
do), and `instant_p50_ms`, `instant_p95_ms` for one who presses in the moment the offer appears. The clock
starts at the click in the counselor's page and ends at `requestVideoFrameCallback` in the caller's.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e import pictures
from tests.e2e.conftest import CHROMIUM, QUIET, with_camera
from tests.e2e.people import Caller, Counselor
from tests.e2e.served import Served

WATCH_FIRST_FRAME = """addEventListener('DOMContentLoaded', () => {
  document.querySelector('[data-testid=remote-video]').requestVideoFrameCallback(
    () => { window.firstFrameAt = performance.timeOrigin + performance.now(); });
})"""
WATCH_ACCEPT = """() => document.querySelector('[data-testid=accept-offer]').addEventListener(
  'click', () => { window.acceptedAt = performance.timeOrigin + performance.now(); }, true)"""


def one_run(browser: Browser, url: str, counselor: Counselor, think_seconds: float) -> float:
    """Milliseconds from accept to the first frame."""
    caller = Caller(browser, url, early_script=WATCH_FIRST_FRAME)
    caller.join("video")
    expect(counselor.at("incoming-offer")).to_be_visible()
    counselor.page.wait_for_timeout(think_seconds * 1000)
    counselor.at("accept-offer").click()
    seen = _when_seen(caller)
    accepted: float = counselor.page.evaluate("window.acceptedAt")
    counselor.at("end-call").click()
    counselor.finish()
    caller.close()
    return seen - accepted


def _when_seen(caller: Caller) -> float:
    """Polls: the page's own policy forbids what `wait_for_function` does."""
    for _ in range(200):
        seen: float | None = caller.page.evaluate("window.firstFrameAt")
        if seen is not None:
            return seen
        caller.page.wait_for_timeout(50)
    raise RuntimeError("no frame within 10 s")


def measure(runs: int, think_seconds: float) -> dict[str, float]:
    folder = Path(tempfile.mkdtemp())
    served = Served(folder / "data")
    try:
        with sync_playwright() as playwright:
            browsers = [
                playwright.chromium.launch(
                    executable_path=CHROMIUM,
                    args=[
                        *QUIET,
                        *with_camera(pictures.write_y4m(folder / f"{name}.y4m", colours)),
                    ],
                )
                for name, colours in (
                    ("caller", pictures.CALLER),
                    ("counselor", pictures.COUNSELOR),
                )
            ]
            counselor = Counselor(browsers[1], served.url)
            counselor.page.evaluate(WATCH_ACCEPT)
            counselor.get_ready()
            usual = [
                one_run(browsers[0], served.url, counselor, think_seconds) for _ in range(runs)
            ]
            instant = [one_run(browsers[0], served.url, counselor, 0) for _ in range(runs)]
    finally:
        served.stop()
    return {
        "runs": runs,
        "think_seconds": think_seconds,
        **_quantiles("", usual),
        **_quantiles("instant_", instant),
    }


def _quantiles(prefix: str, values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        f"{prefix}p50_ms": round(statistics.median(ordered), 1),
        f"{prefix}p95_ms": round(ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))], 1),
        f"{prefix}max_ms": round(ordered[-1], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--think-seconds", type=float, default=1.0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    result = measure(options.runs, options.think_seconds)
    print(json.dumps(result))
    if options.json:
        options.json.write_text(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
