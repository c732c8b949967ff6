"""Notices: written by administrators, seen by counselors at once, and read marks that come back."""

import re
from pathlib import Path

from signaling.opening_words import show_moment
from tests.signaling.house import House, open_house
from tests.signaling.test_answer_book import page, post, version_in


def form(house: House, **changes: str) -> dict[str, str]:
    now = house.services.now()
    return {
        "title": "막차 연장",
        "text": "오늘은 새벽 2시까지",
        "valid_from": show_moment(now - 60),
        "valid_until": show_moment(now + 3600),
    } | changes


async def test_a_notice_reaches_every_console_and_its_reading_the_administrator(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path) as house:
        admin = await house.signed_in("admin1")
        console = await house.console("counselor1", ready=False)
        assert console.duty["notices"] == []
        status, text = await post(house, admin, "/admin/notices/new", form(house, urgent="1"))
        assert status == 303, text
        (shown,) = (await console.event("notices"))["notices"]
        assert (shown["title"], shown["urgent"], shown["read"]) == ("막차 연장", True, False)
        await console.do("read_notice", notice_id=shown["id"])
        late = await house.console("counselor2", ready=False)
        assert [notice["read"] for notice in late.duty["notices"]] == [False]
        again = await console.do("on_duty", video=False)
        assert [notice["read"] for notice in again["notices"]] == [True]
        listed = await page(admin, "/admin/notices?lang=en")
        assert "1 of 4" in listed
        readers = await page(admin, f"/admin/notices/{shown['id']}?lang=en")
        assert re.search(r"김하늘</strong>\s*<span class=\"chip chip--good\"", readers)
        assert re.search(r"이바다</strong>\s*<span class=\"chip\"", readers)


async def test_a_changed_notice_is_news_again_and_an_ended_one_is_gone(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        admin = await house.signed_in("admin1")
        console = await house.console("counselor1", ready=False)
        await post(house, admin, "/admin/notices/new", form(house))
        (shown,) = (await console.event("notices"))["notices"]
        await console.do("read_notice", notice_id=shown["id"])
        path = f"/admin/notices/{shown['id']}"
        version = version_in(await page(admin, path))
        changed = form(house, text="취소되었습니다", version=version)
        assert (await post(house, admin, path, changed))[0] == 303
        (shown,) = (await console.event("notices"))["notices"]
        assert (shown["text"], shown["read"]) == ("취소되었습니다", False)
        status, text = await post(house, admin, path, changed | {"text": "다른 글"})
        assert status == 409
        assert "취소되었습니다" in text
        assert "다른 글" in text
        assert (await post(house, admin, f"{path}/end", {}))[0] == 303
        assert (await console.event("notices"))["notices"] == []


async def test_a_notice_that_makes_no_sense_is_refused(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        admin = await house.signed_in("admin1")
        now = house.services.now()
        wrong = {
            "title": {"title": ""},
            "text": {"text": "x" * 2001},
            "valid_from": {"valid_from": "tomorrow"},
            "valid_until": {"valid_until": show_moment(now - 3600)},
        }
        for field, changes in wrong.items():
            status, text = await post(house, admin, "/admin/notices/new", form(house, **changes))
            assert status == 400
            assert f'id="{field}-error"' in text
        for far in ("9999-12-31T23:59", "0001-01-01T00:00", "2026-11-21"):
            filled = form(house, valid_until=far)
            status, _ = await post(house, admin, "/admin/notices/new", filled)
            assert status == 400, far


async def test_a_notice_of_nobody_cannot_be_read(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        console = await house.console("counselor1", ready=False)
        assert (await console.ask("read_notice", notice_id="none"))["code"] == "not_found"
