"""The page that says what is in the way leads everybody back to where they belong."""

import pytest

from tests.signaling.house import House


@pytest.mark.parametrize(
    ("login", "path", "home"),
    [
        (None, "/nothing", "/"),
        (None, "/admin/nothing", "/admin"),
        ("counselor1", "/admin", "/console"),
        ("auditor1", "/admin", "/admin/audit"),
        ("auditor1", "/console", "/admin/audit"),
        ("admin1", "/admin/inquiries/none", "/admin"),
    ],
)
async def test_the_button_leads_home(house: House, login: str | None, path: str, home: str) -> None:
    client = await house.signed_in(login) if login else house.client()
    async with client.get(path, headers={"Accept": "text/html"}) as response:
        page = await response.text()
    assert response.status in (403, 404)
    assert f'<a class="button button--strong" href="{home}">' in page
    assert f'<a class="brand" href="{home}">' in page
