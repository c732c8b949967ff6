"""What somebody who waits is told: an honest range once enough others have waited, else nothing."""

from signaling.desk.estimate import FEWEST_SAMPLES
from tests.signaling.house import House, Page


async def _serve_one(house: House, console: Page) -> None:
    caller = await house.joined("text")
    session_id = caller.joined["session"]["session_id"]
    await console.event("offer", lambda e: e["offer"]["session_id"] == session_id)
    await console.do("accept_offer", session_id=session_id)
    await caller.do("end")
    view = (
        await console.event(
            "staff_session",
            lambda e: e["cause"] == "ended" and e["session"]["session_id"] == session_id,
        )
    )["session"]
    await console.do(
        "save_record",
        session_id=session_id,
        version=view["record"]["version"],
        category="work",
        outcome="answered",
    )
    await console.do("finish_wrap_up", session_id=session_id)
    await caller.leave()


async def test_the_wait_is_a_range_once_twenty_have_waited_and_not_known_before(
    house: House,
) -> None:
    console = await house.console()
    for _ in range(FEWEST_SAMPLES - 1):
        await _serve_one(house, console)
    await console.do("set_availability", availability="on_break")
    early = await house.joined("text")
    assert early.joined["session"]["place"]["estimate"] is None
    await early.do("leave")
    await console.do("set_availability", availability="ready")
    await _serve_one(house, console)

    pages = [await house.joined("text") for _ in range(3)]
    places = [page.joined["session"]["place"] for page in pages]
    assert [place["place"] for place in places] == [1, 2, 3]
    for place in places:
        assert 0 <= place["estimate"]["low"] <= place["estimate"]["high"]
    await console.do("set_availability", availability="on_break")
    await pages[2].event("place", lambda e: e["place"]["estimate"] is None)
    await console.do("set_availability", availability="ready")
    async with house.client().get("/api/centre") as response:
        now = (await response.json())["modes"]["text"]
    assert (now["waiting"], now["estimate"] is not None) == (3, True)
