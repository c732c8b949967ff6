"""Staff sign-in: passwords, links, throttling, and what happens to open pages when a sign-in ends."""

import asyncio
import html
import re
from pathlib import Path

from aiohttp import ClientSession

from recordings import audit
from recordings.centres import DEFAULT_CENTRE_ID
from signaling.sign_in.staff_sign_in import COOKIE, WIDER
from tests.signaling.house import PASSWORD, House, open_house


async def post(house: House, who: str, path: str, /, **form: str) -> tuple[int, str]:
    """Posts a form as a member of the staff: status and page."""
    browser = await house.signed_in(who)
    data = {"csrf": await house.csrf(browser)} | form
    async with browser.post(path, data=data, allow_redirects=False) as response:
        return response.status, await response.text()


async def test_each_role_lands_on_its_own_page(house: House) -> None:
    for login, home in (
        ("counselor1", "/console"),
        ("supervisor1", "/admin"),
        ("admin1", "/admin"),
        ("auditor1", "/admin/audit"),
        ("COUNSELOR1 ", "/console"),
    ):
        form = {"login": login, "password": PASSWORD}
        async with house.client().post("/sign-in", data=form) as response:
            assert (response.status, response.url.path) == (200, home)


async def test_a_wrong_password_and_an_unknown_login_look_the_same(house: House) -> None:
    wrong = await house.signs_in("counselor1", "wrong")
    unknown = await house.signs_in("nobody", "wrong")
    assert wrong == unknown
    assert wrong[0] == 401
    entries = await house.services.database.read(
        lambda conn: audit.newest(conn, DEFAULT_CENTRE_ID, 2)
    )
    member = await house.member("counselor1")
    assert [e.action for e in entries] == ["sign_in_failed"] * 2
    assert [e.staff_id for e in entries] == [None, member.id]


async def test_a_login_must_wait_after_too_many_wrong_passwords(house: House) -> None:
    statuses = [(await house.signs_in("counselor1", f"wrong {n}"))[0] for n in range(6)]
    assert statuses == [401] * 5 + [429]
    assert (await house.signs_in("counselor1"))[0] == 429, "the right one must wait too"
    assert (await house.signs_in("counselor2"))[0] == 303, "a colleague in the same office may"


async def test_many_tries_at_once_do_not_slip_through(house: House) -> None:
    tries = [house.signs_in("counselor1", f"wrong {n}") for n in range(20)]
    statuses = [status for status, _ in await asyncio.gather(*tries)]
    assert statuses.count(401) == 5
    assert statuses.count(429) == 15


async def test_an_address_must_wait_after_many_more(tmp_path: Path) -> None:
    async with open_house(tmp_path, sign_in_attempts=1) as house:
        statuses = [(await house.signs_in(f"nobody{n}", "x"))[0] for n in range(WIDER + 1)]
        assert statuses == [401] * WIDER + [429]


async def test_right_passwords_are_not_counted(tmp_path: Path) -> None:
    async with open_house(tmp_path, sign_in_attempts=1) as house:
        for _ in range(WIDER + 2):
            assert (await house.signs_in("counselor1"))[0] == 303


async def new_link(house: House, login: str) -> str:
    member = await house.member(login)
    status, page = await post(house, "admin1", f"/admin/staff/{member.id}/link")
    assert status == 200
    found = re.search(r"/sign-in-link#([\w-]+)", page)
    assert found is not None
    return found[1]


async def use_link(house: House, token: str, password: str = "twelve letters or more") -> int:
    form = {"token": token, "password": password, "password2": password}
    async with house.client().post("/sign-in-link", data=form, allow_redirects=False) as response:
        return response.status


async def test_a_link_works_once_and_sets_the_password(house: House) -> None:
    token = await new_link(house, "counselor1")
    assert await use_link(house, token, "short") == 400
    assert await use_link(house, token) == 303
    assert await use_link(house, token) == 400
    assert (await house.signs_in("counselor1"))[0] == 401
    assert (await house.signs_in("counselor1", "twelve letters or more"))[0] == 303


async def test_a_newer_link_takes_the_older_ones_place(house: House) -> None:
    old, new = await new_link(house, "counselor1"), await new_link(house, "counselor1")
    assert await use_link(house, old) == 400
    assert await use_link(house, new) == 303


async def test_a_new_password_ends_every_other_sign_in(house: House) -> None:
    browser = await house.signed_in("counselor1")
    console = await house.console()
    assert await use_link(house, await new_link(house, "counselor1")) == 303
    assert await console.closed() == 4401
    async with browser.get("/console") as response:
        assert response.status == 401


async def test_a_disabled_member_is_out_at_once_and_the_caller_goes_to_the_front(
    house: House,
) -> None:
    caller, console, _ = await house.talking()
    browser = console.client
    assert isinstance(browser, ClientSession)
    member = await house.member("counselor1")
    status, _ = await post(house, "admin1", f"/admin/staff/{member.id}/disable")
    assert status == 303
    assert (await caller.session("requeued"))["place"]["place"] == 1
    assert await console.closed() == 4401
    async with browser.get("/console") as response:
        assert response.status == 401
    assert (await house.signs_in("counselor1"))[0] == 401
    await post(house, "admin1", f"/admin/staff/{member.id}/enable")
    assert (await house.signs_in("counselor1"))[0] == 303


async def test_the_live_view_of_a_disabled_supervisor_goes_dark(house: House) -> None:
    page = await house.staff_page("supervisor1")
    await page.do("watch_centre")
    member = await house.member("supervisor1")
    await post(house, "admin1", f"/admin/staff/{member.id}/disable")
    assert await page.closed() == 4401


async def test_a_new_role_ends_the_open_pages_of_the_old_one(house: House) -> None:
    page = await house.staff_page("supervisor1")
    member = await house.member("supervisor1")
    form = {"login": "supervisor1", "name": "최별", "role": "auditor", "max_text": "3"}
    status, text = await post(
        house, "admin1", f"/admin/staff/{member.id}", version=str(member.version), **form
    )
    assert status == 303, text
    assert await page.closed() == 4401


async def test_nobody_disables_themselves(house: House) -> None:
    me = await house.member("admin1")
    status, _ = await post(house, "admin1", f"/admin/staff/{me.id}/disable")
    assert status == 400
    assert not (await house.member("admin1")).disabled


async def test_signing_out_ends_this_sign_in_only(house: House) -> None:
    caller, console, _ = await house.talking()
    browser = console.client
    assert isinstance(browser, ClientSession)
    elsewhere = await house.signed_in("counselor1")
    form = {"csrf": await house.csrf(browser)}
    async with browser.post("/sign-out", data=form, allow_redirects=False) as response:
        assert response.status == 303
        assert response.cookies[COOKIE].value == ""
    assert await console.closed() == 4401
    assert (await caller.session("requeued"))["state"] == "waiting"
    async with elsewhere.get("/console") as response:
        assert response.status == 200


async def test_two_administrators_do_not_overwrite_each_other(house: House) -> None:
    member = await house.member("counselor1")
    form = {"login": "counselor1", "name": "하나", "role": "counselor", "modes": "text"}
    path = f"/admin/staff/{member.id}"
    version = str(member.version)
    first = await post(house, "admin1", path, version=version, max_text="2", **form)
    second = await post(house, "admin1", path, version=version, max_text="3", **form)
    assert (first[0], second[0]) == (303, 409)
    assert (await house.member("counselor1")).max_text_sessions == 2


async def test_a_filtered_list_asked_for_before_the_sign_in_comes_after_it(house: House) -> None:
    browser = house.client()
    list_url, page = "/admin?q=%EB%B3%91%EC%9B%90&channel=text", {"Accept": "text/html"}
    async with browser.get(list_url, headers=page) as response:
        asked = re.search(r'name="next" value="([^"]*)"', await response.text())
    assert asked is not None
    form = {"login": "admin1", "password": PASSWORD, "next": html.unescape(asked[1])}
    async with browser.post("/sign-in", data=form) as response:
        assert (response.url.path, response.url.query["q"]) == ("/admin", "병원")
        assert response.url.query["channel"] == "text"
