"""Nothing typed by anybody is ever markup: names, texts, notes, searches, through every staff page."""

import re
from html.parser import HTMLParser

from recordings import sessions
from tests.signaling.house import House

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}"
MARK = "alert(1)"


class Tags(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(page: str, where: str) -> None:
    for tag, attributes in Tags(page).found:
        if tag == "script":
            assert (attributes.get("src") or "").startswith("/static/"), where
        assert attributes.get("src") != "x", where
        assert not [name for name in attributes if name.startswith("on")], (where, tag)
    assert "<script>alert" not in page, where
    assert "49" not in re.findall(r"\"'(\d\d)", page), where


async def get(house: House, login: str, path: str, **query: str) -> str:
    browser = await house.signed_in(login)
    async with browser.get(path, params=query) as response:
        assert response.status == 200, (path, await response.text())
        return await response.text()


async def test_what_people_type_is_shown_as_text(house: House) -> None:
    caller, console, session_id = await house.talking(name=EVIL[:40])
    await caller.do("send_text", client_id="a", text=EVIL)
    await console.do("send_text", session_id=session_id, client_id="b", text=EVIL)
    await caller.do("end")
    version = (await console.staff_session("ended"))["record"]["version"]
    about = {"session_id": session_id, "category": "work", "outcome": "answered"}
    await console.do("save_record", version=version, subject=EVIL, notes=EVIL, **about)
    await console.do("finish_wrap_up", session_id=session_id)
    row = await house.services.database.read(lambda conn: sessions.get(conn, session_id))

    record = await get(house, "supervisor1", f"/admin/inquiries/{row.inquiry_id}")
    assert record.count(MARK) >= 4, "subject, notes and both texts are shown"
    assert_harmless(record, "record")
    for query in ("", EVIL, "alert", "script"):
        found = await get(house, "supervisor1", "/admin", q=query)
        assert_harmless(found, f"list, searched for {query!r}")
    assert MARK in found
    assert_harmless(await get(house, "auditor1", "/admin/audit"), "audit")


async def test_a_member_of_staff_with_an_evil_name(house: House) -> None:
    browser = await house.signed_in("admin1")
    csrf = await house.csrf(browser)
    form = {"login": "evil", "name": EVIL[:60], "role": "counselor", "modes": "text"}
    async with browser.post("/admin/staff/new", data=form | {"csrf": csrf}) as response:
        assert response.status == 200
        assert_harmless(await response.text(), "saved")
    member = await house.member("evil")
    for path in ("/admin/staff", f"/admin/staff/{member.id}", "/admin"):
        page = await get(house, "admin1", path)
        assert_harmless(page, path)
    wrong = form | {"csrf": csrf, "login": EVIL, "max_text": EVIL, "role": EVIL}
    async with browser.post("/admin/staff/new", data=wrong) as response:
        assert response.status == 400
        assert_harmless(await response.text(), "refused form")
    console = await house.staff_page("evil")
    assert console.client is not None
    async with console.client.get("/console") as response:
        assert_harmless(await response.text(), "console")


async def test_addresses_and_headers_are_no_markup_either(house: House) -> None:
    for path in (f"/{EVIL}", f"/console?{EVIL}", f"/?lang={EVIL}", f"/static/{EVIL}/x"):
        async with house.client().get(path, headers={"Accept-Language": EVIL}) as response:
            assert_harmless(await response.text(), path)
    status, page = await house.signs_in(EVIL, EVIL)
    assert status == 401
    assert_harmless(page, "sign-in")
