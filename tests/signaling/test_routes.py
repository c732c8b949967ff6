"""Walks the one route table: every role at every route, origins, csrf, headers, cookies, audit."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from aiohttp.client import ClientResponse
from yarl import URL

from recordings import audit
from recordings.audit import StoredAuditEntry
from recordings.centres import DEFAULT_CENTRE_ID
from signaling.access import Role, Route
from signaling.pages.templates import static_url
from signaling.routes import ROUTES
from signaling.sign_in.staff_sign_in import COOKIE
from tests.signaling.house import House, open_house

LOGINS = {
    None: None,
    Role.COUNSELOR: "counselor2",
    Role.SUPERVISOR: "supervisor1",
    Role.ADMINISTRATOR: "admin1",
    Role.AUDITOR: "auditor1",
}
pytestmark = pytest.mark.asyncio(loop_scope="module")
SOCKETS = ("/ws/caller", "/ws/staff")
PUBLIC = {
    "/",
    "/api/centre",
    "/strings/{language}.json",
    "/healthz",
    "/readyz",
    "/metrics",
    "/ws/caller",
    "/sign-in",
    "/sign-in-link",
}
"""Written down here too, so that opening a route to everybody takes two changes."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One for all tests here: what they change, they change for themselves."""
    async with open_house(tmp_path_factory.mktemp("routes")) as opened:
        yield opened


def plain(route: Route) -> str:
    return route.path


async def address(house: House, route: Route) -> str:
    member = await house.member("counselor3")
    return route.path.replace("{id}", member.id).replace("{language}", "ko")


async def ask(
    house: House, client: ClientSession, route: Route, **form: str
) -> tuple[ClientResponse, str]:
    path = await address(house, route)
    headers = {"Accept": "application/json"}
    async with client.request(
        route.method, path, data=form or None, headers=headers, allow_redirects=False
    ) as response:
        return response, await response.text()


async def entries(house: House) -> list[StoredAuditEntry]:
    return await house.services.database.read(
        lambda conn: audit.newest(conn, DEFAULT_CENTRE_ID, 1000)
    )


async def test_what_everybody_may_reach_is_this_and_no_more() -> None:
    assert {route.path for route in ROUTES if route.roles is None} == PUBLIC


async def test_no_route_is_named_twice() -> None:
    named = [(route.method, route.path) for route in ROUTES]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("role", [None, *Role], ids=str)
async def test_every_route_is_open_to_its_roles_and_to_nobody_else(
    house: House, role: Role | None
) -> None:
    login = LOGINS[role]
    for route in ROUTES:
        if route.path in SOCKETS or route.path == "/sign-out":
            continue
        client = await house.signed_in(login) if login else house.client()
        form = {"csrf": await house.csrf(client)} if login else {"x": "y"}
        response, text = await ask(house, client, route, **(form if route.method == "POST" else {}))
        wanted = "allowed"
        if route.roles is not None and role not in route.roles:
            wanted = "sign_in_required" if role is None else "not_allowed"
        refused = re.search(r'"code": "(sign_in_required|not_allowed)"', text)
        assert (refused[1] if refused else "allowed") == wanted, (route.method, route.path)
        assert response.status < 500, (route.path, text)
        if refused:
            assert response.status == (401 if role is None else 403)


async def test_the_metrics_stay_on_this_machine(house: House) -> None:
    async with house.client().get("/metrics") as response:
        text = await response.text()
    assert response.status == 200
    assert "sonmal_sessions 0.0" in text


@pytest.mark.parametrize(
    "route", [r for r in ROUTES if r.method == "POST"], ids=lambda route: str(route.path)
)
@pytest.mark.parametrize("origin", [None, "http://evil.example", "null", "", "http://127.0.0.1:1"])
async def test_nothing_is_changed_for_a_foreign_page(
    house: House, route: Route, origin: str | None
) -> None:
    browser = await house.signed_in("admin1")
    csrf = await house.csrf(browser)
    cookies = {c.key: c.value for c in browser.cookie_jar}
    headers = {"Origin": origin} if origin is not None else {}
    path = await address(house, route)
    async with (
        ClientSession(house.origin, cookies=cookies) as client,
        client.post(
            path,
            data={"csrf": csrf, "login": "x"},
            headers=headers | {"Accept": "application/json"},
        ) as response,
    ):
        assert response.status == 403
        assert (await response.json())["code"] == "bad_origin"


@pytest.mark.parametrize(
    "route",
    [r for r in ROUTES if r.method == "POST" and r.roles],
    ids=lambda route: str(route.path),
)
async def test_a_form_without_our_token_changes_nothing(house: House, route: Route) -> None:
    browser = await house.signed_in("admin1")
    before = await house.member("counselor3")
    other = await house.signed_in("admin1")
    for csrf in ("", "x", await house.csrf(other)):
        response, text = await ask(house, browser, route, csrf=csrf, login="x")
        assert response.status == 403, text
        assert '"csrf"' in text
    assert await house.member("counselor3") == before
    assert (await browser.get("/console")).status == 403, "still signed in, as an administrator"


async def test_sessions_are_written_down_where_the_table_says_so(house: House) -> None:
    browser = await house.signed_in("admin1")
    me = await house.member("admin1")
    csrf = await house.csrf(browser)
    for route in ROUTES:
        if route.roles is None or route.path in SOCKETS or route.path == "/sign-out":
            continue
        if Role.ADMINISTRATOR not in route.roles:
            continue
        before = await entries(house)
        form = {"csrf": csrf, "reason": "the monthly review"} if route.method == "POST" else {}
        await ask(house, browser, route, **form)
        after = await entries(house)
        written = [entry for entry in after if entry not in before]
        assert [entry.action for entry in written] == ([route.audit] if route.audit else [])
        for entry in written:
            assert (entry.staff_id, entry.address) == (me.id, "127.0.0.1")
            wanted = (await house.member("counselor3")).id if "{id}" in route.path else None
            assert entry.object_id == wanted


async def test_a_refused_request_is_not_written_down_as_done(house: House) -> None:
    browser = await house.signed_in("counselor1")
    before = await entries(house)
    async with browser.get("/admin") as response:
        assert response.status == 403
    assert await entries(house) == before


async def test_what_was_searched_for_is_written_down(house: House) -> None:
    browser = await house.signed_in("supervisor1")
    async with browser.get("/admin", params={"q": "버스", "outcome": ""}) as response:
        assert response.status == 200
    assert (await entries(house))[0].detail == {"q": "버스"}


PLACES = (
    ("/", 200),
    ("/static/x/../../settings.py", 404),
    ("/no/such/page", 404),
    ("/api/centre", 200),
    ("/api/nothing", 404),
    ("/console", 401),
    ("/healthz", 200),
    ("/strings/ko.json", 200),
    ("/strings/xx.json", 404),
    ("/sign-in-link", 200),
    ("/sign-in", 405),
    ("/ws/staff", 401),
)


@pytest.mark.parametrize(("path", "status"), PLACES)
async def test_every_response_carries_the_security_headers(
    house: House, path: str, status: int
) -> None:
    async with ClientSession(house.origin) as client, client.get(path) as response:
        assert response.status == status
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=(self)" in headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/v/../../../pyproject.toml",
        "/static/v/%2e%2e/%2e%2e/signaling/settings.py",
        "/static/v//etc/passwd",
        "/static/v/..%2f..%2fsettings.py",
        "/static/v/%00",
        "/static/v/css",
    ],
)
async def test_no_file_outside_the_static_folder_is_served(house: House, path: str) -> None:
    async with house.client().get(URL(house.origin + path, encoded=True)) as response:
        assert response.status in (400, 404)


async def test_a_static_file_is_kept_for_long_under_its_own_version_only(house: House) -> None:
    async with house.client().get(static_url("css/base.css")) as response:
        assert response.status == 200
        assert "immutable" in response.headers["Cache-Control"]
        assert "default-src" in response.headers["Content-Security-Policy"]
    async with house.client().get("/static/old/css/base.css") as response:
        assert response.headers["Cache-Control"] == "no-cache"


async def test_the_sign_in_cookie_is_out_of_reach_of_scripts_and_of_other_sites(
    house: House,
) -> None:
    form = {"login": "counselor1", "password": "a password for tests"}
    async with house.client().post("/sign-in", data=form, allow_redirects=False) as response:
        assert response.status == 303
        cookie = response.cookies[COOKIE]
        assert response.headers["Location"] == "/console"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert not cookie["secure"], "over HTTP; test_serving.py shows it set over TLS"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
async def test_signing_in_leads_to_no_other_site(house: House, target: str) -> None:
    form = {"login": "counselor1", "password": "a password for tests", "next": target}
    async with house.client().post("/sign-in", data=form, allow_redirects=False) as response:
        assert response.headers["Location"] == "/console"


async def test_an_unknown_method_says_which_are_known(house: House) -> None:
    async with house.client().delete("/console") as response:
        assert response.status == 405
        assert "GET" in response.headers["Allow"]


async def test_a_form_that_is_too_large_is_refused(house: House) -> None:
    browser = await house.signed_in("admin1")
    form = {"csrf": await house.csrf(browser), "name": "x" * 300_000}
    headers = {"Accept": "application/json"}
    async with browser.post("/admin/staff/new", data=form, headers=headers) as response:
        assert response.status == 413
        assert (await response.json())["code"] == "too_large"


async def test_pages_of_staff_are_kept_by_no_cache(house: House) -> None:
    browser = await house.signed_in("admin1")
    for path in ("/admin", "/admin/staff", "/admin/audit"):
        async with browser.get(path) as response:
            assert response.headers["Cache-Control"] == "no-store"
