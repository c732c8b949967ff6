"""Hours: set by an administrator, obeyed at the door, never against an emergency or who waits already."""

from pathlib import Path
from typing import Any

from signaling.opening_words import show_moment
from tests.signaling.house import House, open_house
from tests.signaling.test_answer_book import page, post, version_in

WEEK = {f"day{day}": "09:00-18:00" for day in range(7)}


async def set_hours(house: House, mode: str, **fields: str) -> tuple[int, str]:
    admin = await house.signed_in("admin1")
    path = f"/admin/hours/{mode}"
    version = version_in(await page(admin, path))
    return await post(house, admin, path, {"version": version} | fields)


async def close(house: House, mode: str, **fields: str) -> float:
    """Closed for an hour, to the minute; when it opens."""
    until = (house.services.now() + 3600) // 60 * 60
    forced = {"always": "1", "forced": "closed", "forced_until": show_moment(until)}
    status, text = await set_hours(house, mode, **(forced | fields))
    assert status == 303, text
    return until


async def centre(house: House) -> dict[str, Any]:
    async with house.client().get("/api/centre") as response:
        found: dict[str, Any] = (await response.json())["modes"]
        return found


async def test_it_is_always_open_at_first(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        for mode in (await centre(house)).values():
            assert (mode["open"], mode["opens_at"], mode["closes_at"]) == (True, None, None)
            assert (mode["message"], mode["clip"]) == ({"ko": "", "en": ""}, "")


async def test_a_closed_mode_is_refused_and_the_other_is_not(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        until = await close(house, "video", message_ko="아침에 오세요.", message_en="Come at nine.")
        modes = await centre(house)
        assert (modes["video"]["open"], modes["video"]["opens_at"]) == (False, until)
        assert modes["video"]["message"] == {"ko": "아침에 오세요.", "en": "Come at nine."}
        assert modes["text"]["open"]
        caller = await house.caller()
        reply = await caller.ask("join", mode="video", consent=True)
        assert reply["code"] == "closed_now"
        await caller.do("join", mode="text", consent=True)
        assert (await caller.ask("switch_mode", mode="video"))["code"] == "closed_now"


async def test_an_emergency_is_never_refused(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await close(house, "video")
        await close(house, "text")
        caller = await house.joined("text", emergency=True)
        await caller.do("switch_mode", mode="video")
        assert (await caller.session("mode_switched"))["mode"] == "video"


async def test_who_waits_or_talks_stays(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        talking, console, session_id = await house.talking("text")
        waiting = await house.joined("video")
        await close(house, "video")
        await close(house, "text")
        back = await house.caller(waiting.joined["token"])
        assert back.welcome["session"]["state"] == "waiting"
        await talking.do("send_text", client_id="a", text="아직 이야기합니다")
        await console.do("switch_mode", session_id=session_id, mode="video")
        await console.do("end", session_id=session_id)
        ended = await talking.session("ended")
        assert ended["state"] == "ended"
        await talking.do("reconnect")
        assert (await talking.session("reconnected"))["state"] == "connected"


async def test_hours_outlive_a_restart(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        until = await close(house, "text")
    async with open_house(tmp_path) as house:
        text = (await centre(house))["text"]
        assert (text["open"], text["opens_at"]) == (False, until)


async def test_weekly_hours_are_shown_as_they_were_typed(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        holidays = "2026-12-25 휴무 성탄절\r\n2026-12-24 09:00-13:00"
        status, _ = await set_hours(
            house, "text", **(WEEK | {"day6": "", "day0": "22:00-02:00", "holidays": holidays})
        )
        assert status == 303
        admin = await house.signed_in("admin1")
        form = await page(admin, "/admin/hours/text?lang=en")
        assert 'value="22:00-02:00"' in form
        assert "2026-12-24 09:00-13:00\n2026-12-25 closed 성탄절" in form
        assert "checked" not in form
        overview = await page(await house.signed_in("supervisor1"), "/admin/hours?lang=en")
        assert "22:00-02:00" in overview
        assert 'href="/admin/hours/text"' not in overview


async def test_the_second_editor_is_told(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        admin = await house.signed_in("admin1")
        first = WEEK | {"version": "0", "message_ko": "처음"}
        assert (await post(house, admin, "/admin/hours/text", first))[0] == 303
        status, text = await post(house, admin, "/admin/hours/text", first | {"message_ko": "나중"})
        assert status == 409
        assert "처음" in text
        assert "나중" in text
        again = first | {"message_ko": "나중", "version": version_in(text)}
        assert (await post(house, admin, "/admin/hours/text", again))[0] == 303


async def test_what_cannot_be_read_is_marked_and_changes_nothing(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        wrong = {
            "day2": {"day2": "9 to 6"},
            "day0": {"day0": "09:00-12:00, 11:00-13:00"},
            "holidays": {"holidays": "Christmas"},
            "forced_until": {"forced": "closed", "forced_until": "9999-12-31T23:59"},
            "message_ko": {"message_ko": "가" * 501},
        }
        for field, changes in wrong.items():
            status, text = await set_hours(house, "video", **(WEEK | changes))
            assert status == 400, field
            assert f'id="{field}-error"' in text
        assert (await centre(house))["video"]["opens_at"] is None
        admin = await house.signed_in("admin1")
        async with admin.get("/admin/hours/smoke") as response:
            assert response.status == 404
