"""How times look on a page: Korea time, in the page's language."""

from collections.abc import Callable
from datetime import datetime

from recordings.korea_time import KOREA


def when(language: str) -> Callable[[float | None], str]:
    """Date and time to the minute."""
    pattern = "%Y-%m-%d %H:%M" if language == "en" else "%Y. %m. %d. %H:%M"

    def show(at: float | None) -> str:
        return "" if at is None else datetime.fromtimestamp(at, KOREA).strftime(pattern)

    return show


def clock(at: float | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at, KOREA).strftime("%H:%M:%S")


def span(language: str) -> Callable[[float | None], str]:
    """Seconds as minutes and seconds; hours where there are any."""
    hour, minute, second = (" h ", " min ", " s") if language == "en" else ("시간 ", "분 ", "초")

    def show(seconds: float | None) -> str:
        if seconds is None:
            return ""
        whole = max(0, round(seconds))
        parts = [(whole // 3600, hour), (whole // 60 % 60, minute)]
        shown = "".join(f"{count}{unit}" for count, unit in parts if count)
        return f"{shown}{whole % 60}{second}"

    return show
