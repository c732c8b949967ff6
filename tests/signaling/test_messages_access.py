"""Who may send which WebSocket message, and about whose session."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import ClientSession, WSServerHandshakeError

from signaling.access import Role
from signaling.protocol import from_caller, from_staff
from signaling.routes import CALLER_MESSAGES, STAFF_MESSAGES
from signaling.sign_in.staff_sign_in import COOKIE
from tests.signaling.example_messages import CALLER, STAFF
from tests.signaling.house import House, Page, open_house

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOGINS = {
    Role.COUNSELOR: "counselor2",
    Role.SUPERVISOR: "supervisor1",
    Role.ADMINISTRATOR: "admin1",
    Role.AUDITOR: "auditor1",
}
EVERYBODY = {"hello", "ping"}
SUPERVISORS = {"watch_centre", "close_wrap_up"}
"""Written down here too, so that a change of the table must be meant. All others: counselors."""
NAMELESS = {
    "hello", "ping", "on_duty", "watch_centre", "set_availability", "go_off_duty",
    "search_answers", "read_notice",
}  # fmt: skip
NEEDS_NO_SESSION = {"hello", "ping", "join"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with open_house(tmp_path_factory.mktemp("access")) as opened:
        yield opened


def allowed(role: Role, message: str) -> bool:
    if message in EVERYBODY:
        return True
    if message in SUPERVISORS:
        return role in (Role.SUPERVISOR, Role.ADMINISTRATOR)
    return role in (Role.COUNSELOR, Role.SUPERVISOR)


async def untold(house: House, login: str) -> Page:
    """A staff page that has not said hello."""
    client = await house.signed_in(login)
    page = Page(await client.ws_connect("/ws/staff"))
    page.client = client
    return page


async def test_the_examples_are_all_messages_there_are() -> None:
    for module, rules, examples in (
        (from_caller, CALLER_MESSAGES, CALLER),
        (from_staff, STAFF_MESSAGES, STAFF),
    ):
        tags = {kind.__struct_config__.tag for kind in rules}
        assert tags == set(examples)
        union = from_caller.CallerRequest if module is from_caller else from_staff.StaffRequest
        assert set(union.__args__) == set(rules)


@pytest.mark.parametrize("role", list(Role), ids=str)
async def test_every_staff_message_is_for_its_roles_alone(house: House, role: Role) -> None:
    page = await house.staff_page(LOGINS[role])
    for message, fields in STAFF.items():
        if message == "hello":
            continue
        reply = await page.ask(message, **fields)
        code = reply.get("code")
        if not allowed(role, message):
            assert code == "not_allowed", message
        elif message in NAMELESS:
            assert code in (None, "not_signed_in", "not_found"), (message, reply)
        else:
            assert code == "not_yours", (message, reply)
    await page.leave()


async def test_no_staff_message_goes_before_hello(house: House) -> None:
    page = await untold(house, "supervisor1")
    for message, fields in STAFF.items():
        if message != "hello":
            reply = await page.ask(message, **fields)
            assert reply.get("code") == "hello_first", message
    await page.leave()


async def test_a_second_hello_is_refused_and_the_first_stays(house: House) -> None:
    staff = await house.staff_page("supervisor1")
    caller = await house.caller()
    assert staff.client is not None
    again = await staff.ask("hello", csrf=await house.csrf(staff.client), page="q")
    assert again["code"] == "hello_first"
    assert (await caller.ask("hello", page="q"))["code"] == "hello_first"
    await staff.do("ping")
    await caller.do("ping")


async def test_a_staff_page_needs_its_own_csrf_token(house: House) -> None:
    page = await untold(house, "counselor1")
    other = await house.csrf(await house.signed_in("counselor1"))
    for wrong in ("", "x", other):
        assert (await page.ask("hello", csrf=wrong, page="p"))["code"] == "csrf"
        assert (await page.ask("ping"))["code"] == "hello_first"
    assert page.client is not None
    await page.do("hello", csrf=await house.csrf(page.client), page="p")
    await page.leave()


async def test_no_caller_message_goes_before_hello(house: House) -> None:
    page = Page(await house.client().ws_connect("/ws/caller"))
    for message, fields in CALLER.items():
        if message != "hello":
            reply = await page.ask(message, **fields)
            assert reply.get("code") == "hello_first", message
    assert not house.services.live.state.sessions
    await page.leave()


async def test_a_caller_without_a_session_can_only_join(house: House) -> None:
    page = await house.caller()
    for message, fields in CALLER.items():
        if message not in NEEDS_NO_SESSION:
            reply = await page.ask(message, **fields)
            assert reply.get("code") == "no_session", message
    await page.leave()


async def test_a_caller_with_a_session_cannot_join_another(house: House) -> None:
    caller = await house.joined()
    assert (await caller.ask("join", mode="text", consent=True))["code"] == "session_exists"
    await caller.do("leave")
    await caller.do("join", mode="text", consent=True)
    await caller.do("leave")


async def test_a_token_is_good_for_its_own_session_only(house: House) -> None:
    first, second = await house.joined(), await house.joined()
    for wrong in ("", "x", first.joined["token"][:-1], first.joined["session"]["session_id"]):
        stranger = await house.caller(token=wrong)
        assert stranger.welcome["session"] is None
        assert (await stranger.ask("leave"))["code"] == "no_session"
        await stranger.leave()
    again = await house.caller(token=second.joined["token"])
    assert again.welcome["session"]["session_id"] == second.joined["session"]["session_id"]
    assert await second.closed() == 4000
    await again.do("leave")
    assert first.joined["session"]["session_id"] in house.services.live.state.sessions
    await first.do("leave")


async def test_an_old_token_opens_nothing_once_the_session_is_left(house: House) -> None:
    caller = await house.joined()
    token = caller.joined["token"]
    await caller.do("leave")
    shown = (await house.caller(token=token)).welcome["session"]
    assert shown is None or shown["state"] == "ended"


async def test_a_counselor_reaches_no_session_of_another(house: House) -> None:
    caller, console, session_id = await house.talking()
    other = await house.console("counselor2")
    before = house.services.live.state.sessions[session_id].state
    for message, fields in STAFF.items():
        if "session_id" in fields and message != "close_wrap_up":
            reply = await other.ask(message, **(fields | {"session_id": session_id}))
            assert reply.get("code") == "not_yours", message
    assert house.services.live.state.sessions[session_id].state is before
    assert not [e for e in caller.events if e["type"] == "message"]
    assert not [e for e in other.events if e["type"] in ("message", "staff_session")]
    supervisor = await house.staff_page("supervisor1")
    refused = await supervisor.ask("close_wrap_up", session_id=session_id)
    assert refused["code"] == "wrong_state"
    await caller.do("end")
    await console.staff_session("ended")
    await supervisor.do("close_wrap_up", session_id=session_id)
    await console.event("session_gone")
    await other.leave()
    await console.leave()


async def _opens(client: ClientSession, path: str, **headers: str) -> int:
    """The status of the handshake: 101 where it opens."""
    try:
        async with client.ws_connect(path, headers=headers):
            return 101
    except WSServerHandshakeError as error:
        return error.status


@pytest.mark.parametrize("path", ["/ws/staff", "/ws/caller"])
async def test_a_socket_opens_for_our_own_page_only(house: House, path: str) -> None:
    browser = await house.signed_in("counselor1")
    cookies = {COOKIE: next(c.value for c in browser.cookie_jar if c.key == COOKIE)}
    async with ClientSession(house.origin, cookies=cookies) as client:
        assert await _opens(client, path) == 403
        for origin in ("http://evil.example", "null", "", house.origin + ".evil.example"):
            assert await _opens(client, path, Origin=origin) == 403
        assert await _opens(client, path, Origin=house.origin) == 101


async def test_a_staff_socket_needs_a_sign_in(house: House) -> None:
    assert await _opens(house.client(), "/ws/staff") == 401
    stranger = house.client()
    stranger.cookie_jar.update_cookies({COOKIE: "made-up"})
    assert await _opens(stranger, "/ws/staff") == 401


async def test_another_origin_may_connect_when_the_settings_name_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    friend = "https://friend.example"
    folder = tmp_path_factory.mktemp("origins")
    named = f"https://a.example, {friend}"
    async with (
        open_house(folder, allowed_origins=named) as house,
        ClientSession(house.origin) as client,
    ):
        assert await _opens(client, "/ws/caller", Origin=friend) == 101
        assert await _opens(client, "/ws/caller", Origin="https://b.example") == 403
