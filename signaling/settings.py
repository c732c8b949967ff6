"""One frozen `Settings`, validated once. Every field is a `--command-line` option and a `SONMAL_…` variable."""

import argparse
import dataclasses
import ipaddress
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


class SettingsError(Exception):
    """A setting is wrong; the message is one clear line."""


def _setting(default: Any, help_text: str) -> Any:
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. Times are seconds unless the name says otherwise."""

    host: str = _setting("127.0.0.1", "address that the web server listens on")
    port: int = _setting(8120, "TCP port of the web server; 0 picks a free one")
    media_host: str = _setting("0.0.0.0", "address that the relay listens on")
    media_port: int = _setting(40120, "UDP port of the relay; 0 picks a free one")
    media_addresses: str = _setting(
        "",
        "addresses browsers are told to send media to, separated by commas; empty: this machine's own",
    )
    data_dir: Path = _setting(Path("var"), "directory for everything that is kept")
    database_url: str = _setting("", "database; empty: SQLite in the data directory")
    tls_cert: Path | None = _setting(
        None, "certificate chain (PEM); with tls-key the server speaks HTTPS"
    )
    tls_key: Path | None = _setting(None, "private key (PEM)")
    demo: bool = _setting(False, "create demo accounts and print their password")
    demo_password: str = _setting(
        "", "password of the demo accounts; empty: made up at the first start"
    )
    allowed_origins: str = _setting("", "other web origins that may connect, separated by commas")
    public_metrics: bool = _setting(False, "serve /metrics to other machines too")
    log_level: str = _setting("info", "debug, info, warning or error")

    offer_seconds: float = _setting(20.0, "how long an offer is shown to one counselor")
    missed_offers: int = _setting(3, "missed offers in a row that set a counselor away")
    counselor_grace: float = _setting(60.0, "how long a lost counselor keeps their sessions")
    caller_grace: float = _setting(60.0, "how long a lost caller keeps the video")
    resumable: float = _setting(1800.0, "how long a lost caller can then come back by text")
    waiting_grace: float = _setting(1800.0, "how long a lost caller keeps the place in the queue")
    reconnect_seconds: float = _setting(60.0, "how long an end can be taken back")
    max_text_sessions: int = _setting(
        3, "text sessions at once, where the staff entry says nothing else"
    )
    sessions_per_address: int = _setting(
        50, "waiting and running sessions from one network address"
    )
    sign_in_hours: float = _setting(12.0, "hours that a staff sign-in lasts")
    sign_in_link_hours: float = _setting(24.0, "hours that a one-time sign-in link lasts")
    sign_in_attempts: int = _setting(5, "wrong passwords in five minutes before a login must wait")
    retention_years: int = _setting(3, "years that kept text stays, as the consent says")

    def __post_init__(self) -> None:
        _check_ports(self)
        _check_tls(self)
        _check_media_addresses(self)
        if self.log_level not in ("debug", "info", "warning", "error"):
            raise SettingsError(
                f"log-level: {self.log_level!r} is not debug, info, warning or error"
            )
        _check_numbers(self)

    @property
    def database(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'sonmal.db'}"

    @property
    def origins(self) -> frozenset[str]:
        return frozenset(_listed(self.allowed_origins))

    @property
    def advertised(self) -> tuple[str, ...]:
        """Addresses set for media, empty when the machine's own are to be used."""
        return tuple(_listed(self.media_addresses))


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _check_ports(settings: Settings) -> None:
    for name in ("port", "media_port"):
        if not 0 <= getattr(settings, name) <= 65535:
            raise SettingsError(
                f"{_option(name)}: must be 0 to 65535, is {getattr(settings, name)}"
            )


def _check_numbers(settings: Settings) -> None:
    """Counts and times are above 0: a limit of 0 would let nobody in, a time of 0 would end at once."""
    for item in fields(settings):
        value = getattr(settings, item.name)
        if item.type not in (int, float) or item.name in ("port", "media_port"):
            continue
        if not (value > 0 and math.isfinite(value)):
            raise SettingsError(f"{_option(item.name)}: must be a number above 0, is {value}")


def _check_tls(settings: Settings) -> None:
    if (settings.tls_cert is None) != (settings.tls_key is None):
        raise SettingsError("tls-cert and tls-key go together")
    for name in ("tls_cert", "tls_key"):
        path = getattr(settings, name)
        if path is not None and not os.access(path, os.R_OK):
            raise SettingsError(f"{_option(name)}: {path} cannot be read")


def _check_media_addresses(settings: Settings) -> None:
    for address in settings.advertised:
        try:
            ipaddress.ip_address(address)
        except ValueError:
            raise SettingsError(f"media-addresses: {address!r} is not an IP address") from None


def _option(name: str) -> str:
    return name.replace("_", "-")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds one option a setting; an absent one is taken from the environment or the default."""
    for item in fields(Settings):
        kind: dict[str, Any] = (
            {"action": "store_true"} if item.type is bool else {"metavar": "VALUE"}
        )
        parser.add_argument(
            f"--{_option(item.name)}",
            default=None,
            help=item.metadata["help"],
            dest=item.name,
            **kind,
        )


def read_settings(options: argparse.Namespace, environ: Mapping[str, str]) -> Settings:
    """Settings from options, then `SONMAL_…` variables, then defaults.

    Raises:
        SettingsError: a value has the wrong form or does not fit the others.
    """
    known = {f"SONMAL_{item.name.upper()}" for item in fields(Settings)}
    unknown = sorted(name for name in environ if name.startswith("SONMAL_") and name not in known)
    if unknown:
        raise SettingsError(f"{unknown[0]} is not a setting")
    values: dict[str, Any] = {}
    for item in fields(Settings):
        given = getattr(options, item.name, None)
        if given is None or given is False:
            given = environ.get(f"SONMAL_{item.name.upper()}")
        if given is not None:
            values[item.name] = _converted(item, given)
    return Settings(**values)


def _converted(item: "dataclasses.Field[Any]", given: Any) -> Any:
    try:
        if item.type is bool:
            return given if isinstance(given, bool) else _truth(given)
        if item.type in (int, float):
            return item.type(given)
        if item.type is str:
            return str(given)
        return Path(given) if given else None
    except ValueError:
        raise SettingsError(f"{_option(item.name)}: {given!r} does not fit") from None


def _truth(text: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "0": False,
        "false": False,
        "no": False,
        "": False,
    }
    if text.lower() not in words:
        raise ValueError(text)
    return words[text.lower()]


def parse(arguments: Sequence[str], environ: Mapping[str, str]) -> Settings:
    """Settings from a list of options alone: what tests use."""
    parser = argparse.ArgumentParser()
    add_options(parser)
    return read_settings(parser.parse_args(arguments), environ)
