"""Which language a page comes in, asked through pytest-aiohttp's client."""

import pytest
from pytest_aiohttp import AiohttpClient

from signaling.app import make_app
from tests.signaling.house import House


@pytest.mark.parametrize(
    ("query", "cookie", "accepted", "language"),
    [
        ("", "", "", "ko"),
        ("", "", "de-DE,en;q=0.5", "en"),
        ("", "", "fr,de", "ko"),
        ("", "ko", "en", "ko"),
        ("?lang=en", "ko", "ko", "en"),
        ("?lang=xx", "en", "ko", "en"),
    ],
)
async def test_a_choice_goes_before_a_cookie_and_the_browser_comes_last(
    house: House,
    aiohttp_client: AiohttpClient,
    query: str,
    cookie: str,
    accepted: str,
    language: str,
) -> None:
    client = await aiohttp_client(
        make_app(house.services), cookies={"lang": cookie} if cookie else None
    )
    response = await client.get(f"/{query}", headers={"Accept-Language": accepted})
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in await response.text()


async def test_a_choice_is_remembered(house: House, aiohttp_client: AiohttpClient) -> None:
    client = await aiohttp_client(make_app(house.services))
    await client.get("/?lang=en")
    response = await client.get("/", headers={"Accept-Language": "ko"})
    assert response.headers["Content-Language"] == "en"


async def test_another_language_keeps_what_was_asked_for(house: House) -> None:
    admin = await house.signed_in("admin1")
    async with admin.get("/admin?q=%EC%A3%BC%EC%B0%A8&channel=text&lang=ko") as response:
        page = await response.text()
    assert 'href="/admin?q=%EC%A3%BC%EC%B0%A8&amp;channel=text&amp;lang=en"' in page
