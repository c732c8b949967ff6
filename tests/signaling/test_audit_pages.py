"""What an auditor sees: whether the log holds, the filters, the pages, and the export with its reason."""

import csv
import io
import re
import sqlite3
from datetime import datetime

import pytest
from aiohttp import ClientSession

from recordings import audit
from recordings.audit import AuditEntry, StoredAuditEntry
from recordings.centres import DEFAULT_CENTRE_ID
from recordings.connection import Connection
from recordings.korea_time import KOREA
from signaling.pages.admin_audit import PAGE
from tests.signaling.house import House

AT = datetime(2026, 3, 1, 12, tzinfo=KOREA).timestamp()
DAY = 86_400.0


def entry(what: str, at: float = AT, staff_id: str | None = None) -> AuditEntry:
    return AuditEntry(
        DEFAULT_CENTRE_ID, at, staff_id, "127.0.0.1", "inquiry.view", "inquiry", what, {}
    )


async def write(house: House, *new: AuditEntry) -> None:
    def store(conn: Connection) -> None:
        for each in new:
            audit.append(conn, each)

    await house.services.database.write(store)


async def newest(house: House) -> StoredAuditEntry:
    found = await house.services.database.read(
        lambda conn: audit.newest(conn, DEFAULT_CENTRE_ID, 1)
    )
    return found[0]


async def page(browser: ClientSession, **query: str) -> str:
    async with browser.get("/admin/audit", params={"lang": "en", **query}) as response:
        assert response.status == 200
        return await response.text()


async def press_check(house: House, browser: ClientSession) -> str:
    await page(browser)
    form = {"csrf": await house.csrf(browser)}
    async with browser.post("/admin/audit/check", data=form) as response:
        assert (response.status, response.url.path) == (200, "/admin/audit")
        return await response.text()


async def export(
    house: House, browser: ClientSession, reason: str, **query: str
) -> list[list[str]]:
    form = {"csrf": await house.csrf(browser), "reason": reason}
    async with browser.post("/admin/audit/export", params=query, data=form) as response:
        assert response.status == 200
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert "attachment" in response.headers["Content-Disposition"]
        text = (await response.read()).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


async def test_an_untouched_log_is_said_to_be_so_with_who_checked(house: House) -> None:
    browser = await house.signed_in("auditor1")
    assert "Nobody has checked yet" in await page(browser)
    shown = await press_check(house, browser)
    assert "Nothing was changed or deleted: verified until" in shown
    assert "by 한감사." in shown
    assert (await newest(house)).action == "audit.view"


async def test_a_changed_entry_is_named(house: House) -> None:
    await write(house, entry("a"), entry("b"))
    changed = (await newest(house)).seq
    with sqlite3.connect(house.services.settings.data_dir / "sonmal.db") as record:
        record.execute("UPDATE audit SET address = '10.0.0.1' WHERE seq = ?", [changed])
    shown = await press_check(house, await house.signed_in("auditor1"))
    assert "The log was changed from outside." in shown
    assert f"number {changed}, 2026-03-01." in shown
    assert "The entry was changed, inserted or moved." in shown


async def test_a_day_without_its_hash_is_named(house: House) -> None:
    await write(house, entry("a"), entry("b", AT + DAY), entry("c", AT + 2 * DAY))
    with sqlite3.connect(house.services.settings.data_dir / "sonmal.db") as record:
        record.execute("DELETE FROM audit WHERE object_id = 'b'")
    shown = await press_check(house, await house.signed_in("auditor1"))
    assert "The first day that does not fit: 2026-03-02." in shown


async def test_the_log_is_filtered_by_day_person_and_action(house: House) -> None:
    kim = (await house.member("counselor1")).id
    await write(
        house,
        entry("first-day", AT),
        entry("second-day", AT + DAY, kim),
        entry("third-day", AT + 2 * DAY),
    )
    browser = await house.signed_in("auditor1")

    async def found(**query: str) -> set[str]:
        return set(re.findall(r"\w+-day\b", await page(browser, **query)))

    assert await found(action="inquiry.view") == {"first-day", "second-day", "third-day"}
    assert await found(**{"from": "2026-03-02"}) == {"second-day", "third-day"}
    assert await found(**{"from": "2026-03-02", "to": "2026-03-02"}) == {"second-day"}
    assert await found(person=kim) == {"second-day"}
    assert await found(person="nobody") == {"first-day", "third-day"}
    assert await found(action="staff.add") == set()
    assert await found(**{"from": "2026-13-40", "to": "yesterday"}) == {
        "first-day",
        "second-day",
        "third-day",
    }


async def test_pages_go_on_with_the_same_filters(house: House) -> None:
    await write(house, *(entry(f"row-{n:03}") for n in range(PAGE + 3)))
    browser = await house.signed_in("auditor1")
    first = await page(browser, action="inquiry.view")
    assert len(re.findall(r"row-\d+", first)) == PAGE
    older = re.search(r'href="/admin/audit\?([^"]+)" rel="next"', first)
    assert older is not None
    query = dict(part.split("=") for part in older[1].split("&amp;"))
    second = await page(browser, **query)
    assert sorted(re.findall(r"row-\d+", second)) == ["row-000", "row-001", "row-002"]
    assert 'rel="next"' not in second


async def test_an_export_holds_what_the_filters_choose_and_is_itself_written_down(
    house: House,
) -> None:
    await write(house, *(entry(f"row-{n}") for n in range(2500)))
    browser = await house.signed_in("auditor1")
    rows = await export(house, browser, "monthly review", action="inquiry.view", lang="en")
    assert rows[0] == ["Number", "Time", "Who", "Action", "What", "Address"]
    assert [row[4] for row in rows[1:]] == [f"row-{n}" for n in reversed(range(2500))]
    assert rows[1][1] == "2026-03-01 12:00:00.000+09:00"
    written = await newest(house)
    assert (written.action, written.detail["reason"]) == ("audit.export", "monthly review")
    assert written.detail["action"] == "inquiry.view"
    assert written.staff_id == (await house.member("auditor1")).id


@pytest.mark.parametrize("reason", ["", "  ", "abcd", "    x    "])
async def test_without_a_reason_nothing_is_exported(house: House, reason: str) -> None:
    browser = await house.signed_in("auditor1")
    await write(house, entry("a"))
    before = await newest(house)
    form = {"csrf": await house.csrf(browser), "reason": reason}
    headers = {"Accept": "application/json"}
    async with browser.post("/admin/audit/export", data=form, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["code"] == "reason_needed"
    assert await newest(house) == before


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1"])
async def test_what_people_typed_is_no_formula(house: House, evil: str) -> None:
    await write(house, entry(evil))
    rows = await export(house, await house.signed_in("auditor1"), "a test of cells")
    assert all(not cell.startswith(tuple("=+-@＝")) for row in rows for cell in row)
    assert any(evil.strip() in cell for row in rows for cell in row)
