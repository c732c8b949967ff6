"""`docs/protocol.md` names everything that goes over a connection. Nothing is added without a word there."""

import re
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest

from signaling.errors import CODES
from signaling.protocol import close_codes, from_caller, from_staff, to_client, views
from signaling.routes import ROUTES
from signaling.settings import Settings

DOCUMENT = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text()
UNSET: dict[object, str] = {"": "–", None: "–", False: "`off`"}


def section(title: str) -> list[str]:
    """The table rows under a heading."""
    text = DOCUMENT.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    return [line for line in text.splitlines() if line.startswith("|")]


def row(rows: list[str], first_cell: str) -> str:
    found = [line for line in rows if line.startswith(f"| {first_cell} |")]
    assert len(found) == 1, f"{first_cell} has {len(found)} rows"
    return found[0]


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("What a caller sends", from_caller.CallerRequest.__args__),
        ("What staff send", from_staff.StaffRequest.__args__),
        ("Replies", [k for k in to_client.ToClient.__args__ if issubclass(k, to_client.Reply)]),
        ("Events", [k for k in to_client.ToClient.__args__ if not issubclass(k, to_client.Reply)]),
    ],
)
def test_every_message_has_its_row_with_every_field(
    title: str, kinds: list[type[msgspec.Struct]]
) -> None:
    rows = section(title)
    for kind in kinds:
        described = row(rows, f"`{kind.__struct_config__.tag}`")
        for field in msgspec.structs.fields(kind):
            if field.name not in ("id", "session_id"):
                assert f"`{field.name}`" in described, (kind, field.name)
    assert len(rows) == len(kinds) + 2, "a row of a message that is gone"


def test_every_part_of_a_message_has_its_row_with_every_field() -> None:
    rows = section("What they are made of")
    parts = [
        k for k in vars(views).values() if isinstance(k, type) and issubclass(k, msgspec.Struct)
    ]
    for kind in parts:
        described = row(rows, f"`{kind.__name__}`")
        for field in msgspec.structs.fields(kind):
            assert f"`{field.name}`" in described, (kind, field.name)


def test_every_cause_is_named() -> None:
    for cause in views.Cause.__args__:  # type: ignore[attr-defined]
        assert f"`{cause}`" in DOCUMENT


def test_every_error_code_has_its_meaning() -> None:
    rows = section("Error codes")
    for code, meaning in CODES.items():
        assert row(rows, f"`{code}`") == f"| `{code}` | {meaning} |"
    named = {found[1] for line in rows if (found := re.match(r"\| `(\w+)`", line))}
    assert named == set(CODES)


def test_every_close_code_has_its_meaning() -> None:
    rows = section("Close codes")
    values = {v for k, v in vars(close_codes).items() if k.isupper() and isinstance(v, int)}
    assert values == set(close_codes.MEANINGS)
    for code, meaning in close_codes.MEANINGS.items():
        assert row(rows, str(code)) == f"| {code} | {meaning} |"


def test_every_setting_has_its_default_and_meaning() -> None:
    rows = section("Settings")
    for setting in fields(Settings):
        described = row(rows, f"`--{setting.name.replace('_', '-')}`")
        _, _, variable, default, meaning, _ = (cell.strip() for cell in described.split("|"))
        assert variable == f"`SONMAL_{setting.name.upper()}`"
        assert meaning == setting.metadata["help"]
        default_of: object = setting.default
        shown = UNSET.get(default_of, f"`{default_of}`")
        assert default == shown
    assert len(rows) == len(fields(Settings)) + 2


def test_every_route_has_its_roles_and_its_audit() -> None:
    rows = section("Routes over HTTP")
    for route in ROUTES:
        described = row(rows, f"{route.method} | `{route.path}`")
        _, _, _, roles, audit, _ = (cell.strip() for cell in described.split("|"))
        assert audit == (f"`{route.audit}`" if route.audit else "–")
        if route.roles is None:
            assert roles == "everybody"
        elif len(route.roles) == 4:
            assert roles == "all staff"
        else:
            assert set(roles.split(", ")) == set(route.roles)
    assert len(rows) == len(ROUTES) + 2
