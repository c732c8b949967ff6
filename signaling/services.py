"""What handlers work with; built once by the composition root."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from recordings.database import Database
from signaling.metrics import Metrics
from signaling.pages.translations import Catalogue
from signaling.settings import Settings
from signaling.sign_in.attempts import Attempts
from signaling.sign_in.passwords import Passwords
from signaling.wire.address_limits import AddressLimits

if TYPE_CHECKING:
    from relay.service import Relay
    from signaling.live.service import Live


@dataclass(frozen=True)
class Services:
    """`centre_id` is the centre that this installation serves; later issues serve several."""

    settings: Settings
    database: Database
    live: "Live"
    relay: "Relay"
    catalogues: dict[str, Catalogue]
    metrics: Metrics
    centre_id: str
    passwords: Passwords = field(default_factory=Passwords)
    callers_at: AddressLimits = field(default_factory=lambda: AddressLimits(50))
    attempts: Attempts = field(default_factory=Attempts)
    audit_checking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @staticmethod
    def now() -> float:
        return time.time()


SERVICES = web.AppKey("services", Services)


def services_of(request: web.Request) -> Services:
    return request.app[SERVICES]
