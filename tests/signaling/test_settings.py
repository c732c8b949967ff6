"""Settings from options, variables and defaults."""

from dataclasses import fields
from pathlib import Path

import pytest

from signaling.settings import Settings, SettingsError, parse


def test_an_option_goes_before_a_variable_and_that_before_the_default() -> None:
    variables = {"SONMAL_PORT": "9000", "SONMAL_HOST": "::1", "PATH": "/bin"}
    settings = parse(["--port", "9001"], variables)
    assert (settings.port, settings.host, settings.media_port) == (9001, "::1", 40120)


def test_every_setting_is_an_option_and_a_variable() -> None:
    samples: dict[object, str] = {bool: "true", int: "7", float: "7.5", str: "7"}
    for item in fields(Settings):
        if item.name in ("tls_cert", "tls_key", "media_addresses", "log_level"):
            continue
        value = samples.get(item.type, "there")
        by_variable = parse([], {f"SONMAL_{item.name.upper()}": value})
        option = f"--{item.name.replace('_', '-')}"
        by_option = parse([option] if item.type is bool else [option, value], {})
        assert getattr(by_variable, item.name) == getattr(by_option, item.name)
        assert getattr(by_option, item.name) != item.default or item.default in (7, 7.5)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--port", "-1"),
        ("--port", "65536"),
        ("--media-port", "x"),
        ("--offer-seconds", "0"),
        ("--offer-seconds", "-1"),
        ("--offer-seconds", "inf"),
        ("--offer-seconds", "nan"),
        ("--missed-offers", "1.5"),
        ("--media-addresses", "127.0.0.1,nowhere"),
        ("--log-level", "loud"),
        ("--tls-cert", "/nowhere"),
    ],
)
def test_a_wrong_value_names_its_option(option: str, value: str) -> None:
    with pytest.raises(SettingsError, match=option[2:]):
        parse([f"{option}={value}"], {})


def test_a_variable_that_is_no_setting_is_an_error() -> None:
    with pytest.raises(SettingsError, match="SONMAL_PROT"):
        parse([], {"SONMAL_PROT": "1"})


@pytest.mark.parametrize("text", ["1", "true", "YES", "True"])
def test_a_truth(text: str) -> None:
    assert parse([], {"SONMAL_DEMO": text}).demo


@pytest.mark.parametrize("text", ["0", "false", "no", ""])
def test_a_falsehood(text: str) -> None:
    assert not parse([], {"SONMAL_DEMO": text}).demo


def test_lists_are_separated_by_commas() -> None:
    settings = parse(["--allowed-origins", "https://a.example, https://b.example,"], {})
    assert settings.origins == {"https://a.example", "https://b.example"}
    assert parse(["--media-addresses", "::1,10.0.0.1"], {}).advertised == ("::1", "10.0.0.1")
    assert parse([], {}).advertised == ()


def test_the_database_lies_in_the_data_directory_unless_named(tmp_path: Path) -> None:
    assert parse(["--data-dir", str(tmp_path)], {}).database == f"sqlite:///{tmp_path}/sonmal.db"
    assert parse(["--database-url", "postgresql://x/y"], {}).database == "postgresql://x/y"
