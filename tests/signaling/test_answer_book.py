"""The answer book: administrators edit it, counselors find it and nobody else."""

import re
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from tests.signaling.house import House, open_house

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEW = {
    "category": "transport",
    "title_ko": "따릉이 빌리기",
    "title_en": "City bicycles",
    "text_ko": "앱으로 빌립니다.\r\n대여소는 지도에 있습니다.",
    "text_en": "Rent one with the app.",
    "words": "자전거 bike",
    "clip": "",
    "position": "7",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with open_house(tmp_path_factory.mktemp("answers")) as opened:
        yield opened


async def post(
    house: House, client: ClientSession, path: str, form: dict[str, str]
) -> tuple[int, str]:
    filled = form | {"csrf": await house.csrf(client)}
    async with client.post(path, data=filled, allow_redirects=False) as response:
        return response.status, await response.text()


async def page(client: ClientSession, path: str) -> str:
    async with client.get(path) as response:
        assert response.status == 200, path
        return await response.text()


async def added(house: House, admin: ClientSession, **changes: str) -> str:
    """Adds an answer; the path of its form."""
    form = NEW | changes
    status, text = await post(house, admin, "/admin/answers/new", form)
    assert status == 303, text
    found = await page(admin, "/admin/answers?" + urlencode({"q": form["title_ko"]}))
    path = re.search(r'href="(/admin/answers/[0-9a-f]{32})"', found)
    assert path is not None
    return path[1]


def version_in(text: str) -> str:
    found = re.search(r'name="version" value="(\d*)"', text)
    assert found is not None
    return found[1]


async def test_an_added_answer_is_found_by_a_counselor(house: House) -> None:
    admin = await house.signed_in("admin1")
    await added(house, admin, title_ko="따릉이 새로")
    console = await house.console("counselor1", ready=False)
    reply = await console.do("search_answers", query="따릉 새로")
    (answer,) = reply["answers"]
    assert answer["text_ko"] == "앱으로 빌립니다.\n대여소는 지도에 있습니다."
    assert (answer["category"], answer["example"]) == ("교통", False)
    assert (await console.do("search_answers", query="없는낱말"))["answers"] == []
    await console.leave()


async def test_the_book_begins_with_examples_and_says_when_there_are_more(house: House) -> None:
    console = await house.console("counselor1", ready=False)
    reply = await console.do("search_answers")
    assert len(reply["answers"]) >= 25
    assert any(answer["example"] for answer in reply["answers"])
    for number in range(41):
        await added(house, await house.signed_in("admin1"), title_ko=f"같은 것 {number}")
    reply = await console.do("search_answers", query="같은 것")
    assert (len(reply["answers"]), reply["more"]) == (40, True)
    await console.leave()


async def test_what_an_administrator_searches_is_found_hidden_or_not(house: House) -> None:
    admin = await house.signed_in("admin1")
    path = await added(house, admin, title_ko="숨길 답변")
    status, _ = await post(house, admin, f"{path}/hide", {})
    assert status == 303
    console = await house.console("counselor1", ready=False)
    assert (await console.do("search_answers", query="숨길"))["answers"] == []
    assert path in await page(admin, "/admin/answers?q=" + "숨길")
    await post(house, admin, f"{path}/show", {})
    assert len((await console.do("search_answers", query="숨길"))["answers"]) == 1
    await console.leave()


async def test_a_supervisor_reads_but_is_shown_no_way_to_change(house: House) -> None:
    supervisor = await house.signed_in("supervisor1")
    text = await page(supervisor, "/admin/answers")
    assert "/admin/answers/new" not in text
    assert "심야버스" in text


async def test_the_second_editor_sees_both_and_decides(house: House) -> None:
    admin = await house.signed_in("admin1")
    path = await added(house, admin, title_ko="둘이 고치기")
    version = version_in(await page(admin, path))
    first = NEW | {"title_ko": "둘이 고치기", "text_ko": "처음 사람의 글", "version": version}
    assert (await post(house, admin, path, first))[0] == 303
    second = NEW | {"title_ko": "둘이 고치기", "text_ko": "나중 사람의 글", "version": version}
    status, text = await post(house, admin, path, second)
    assert status == 409
    assert "처음 사람의 글" in text
    assert "나중 사람의 글" in text
    again = second | {"version": version_in(text)}
    assert (await post(house, admin, path, again))[0] == 303
    assert "나중 사람의 글" in await page(admin, path)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("title_en", "  ", "title_en-error"),
        ("text_ko", "", "text_ko-error"),
        ("text_en", "x" * 2001, "text_en-error"),
        ("position", "many", "position-error"),
        ("position", "-1", "position-error"),
        ("category", "moonlight", "category-error"),
    ],
)
async def test_what_is_wrong_is_marked_and_what_was_typed_stays(
    house: House, field: str, value: str, error: str
) -> None:
    admin = await house.signed_in("admin1")
    form = NEW | {"title_ko": "고칠 것이 있음", field: value}
    status, text = await post(house, admin, "/admin/answers/new", form)
    assert status == 400
    assert f'id="{error}"' in text
    assert "고칠 것이 있음" in text
    assert "answer-row" not in await page(admin, "/admin/answers?q=" + "고칠 것이 있음")


async def test_nothing_typed_is_shown_as_markup(house: House) -> None:
    admin = await house.signed_in("admin1")
    path = await added(
        house, admin, title_ko="<b>굵게</b>", text_ko="</textarea><script>x</script>"
    )
    for where in (path, "/admin/answers?q=" + "굵게"):
        text = await page(admin, where)
        assert "<b>굵게" not in text
        assert "<script>x" not in text


async def test_an_unstorable_letter_in_a_search_is_refused(house: House) -> None:
    console = await house.console("counselor1", ready=False)
    assert (await console.ask("search_answers", query="버스\0"))["code"] == "bad_text"
    assert (await console.ask("search_answers", query="x" * 201))["code"] == "bad_field"
    await console.leave()
