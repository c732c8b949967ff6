"""The composition root of the web process: builds every part, runs until told to stop, takes all apart."""

import asyncio
import contextlib
import signal
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import structlog
import uvloop
from aiohttp import web

from recordings.centres import DEFAULT_CENTRE_ID
from recordings.database import Database
from recordings.errors import RecordError
from relay.addresses import interface_addresses
from relay.events import CallEvent
from relay.service import Relay
from relay.settings import RelaySettings
from signaling.app import make_app
from signaling.data_directory import DataDirectoryError, claim
from signaling.demo import create_accounts
from signaling.errors import WireError
from signaling.live.service import Live
from signaling.logs import set_up
from signaling.metrics import Metrics
from signaling.pages.translations import load_catalogues
from signaling.services import Services
from signaling.settings import Settings
from signaling.sign_in.attempts import Attempts
from signaling.start_error import StartError
from signaling.wire.address_limits import AddressLimits

log = structlog.get_logger()

SHUTDOWN_SECONDS = 3.0
"""Open connections get this long to end; SIGTERM to exit stays under 5 s."""


def run(settings: Settings) -> int:
    """Serves until SIGTERM or SIGINT.

    Raises:
        StartError: one line says what is in the way.
    """
    set_up(settings.log_level)
    try:
        uvloop.run(_serve(settings))
    except (DataDirectoryError, RecordError, WireError) as error:
        raise StartError(str(error)) from error
    return 0


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        stack.enter_context(claim(settings.data_dir))
        database = await asyncio.to_thread(Database.open, settings.database)
        stack.push_async_callback(database.close)
        services = await stack.enter_async_context(running_services(settings, database))
        port = await stack.enter_async_context(_listening(settings, services))
        await _announce(settings, services, port)
        await stop.wait()


@contextlib.asynccontextmanager
async def running_services(settings: Settings, database: Database) -> AsyncIterator[Services]:
    """The relay and the desk, started in this order and taken apart in the other.

    Raises:
        StartError, RecordError: nothing is left running.
    """
    async with AsyncExitStack() as stack:
        live = Live(settings, database, DEFAULT_CENTRE_ID)
        relay = await _start_relay(settings, live)
        stack.push_async_callback(relay.close)
        await live.start(relay.submit)
        stack.push_async_callback(live.close)
        yield Services(
            settings=settings,
            database=database,
            live=live,
            relay=relay,
            catalogues=load_catalogues(),
            metrics=Metrics(live.gauges, relay.counters),
            centre_id=DEFAULT_CENTRE_ID,
            attempts=Attempts(),
            callers_at=AddressLimits(settings.sessions_per_address),
        )


async def _start_relay(settings: Settings, live: Live) -> Relay:
    def on_event(event: CallEvent) -> None:
        live.on_relay_event(event)

    wanted = RelaySettings(
        host=settings.media_host,
        port=settings.media_port,
        advertised=settings.advertised or tuple(interface_addresses()),
    )
    try:
        return await Relay.start(wanted, on_event)
    except OSError as error:
        where = f"{settings.media_host}:{settings.media_port}"
        raise StartError(f"media-port: cannot listen on UDP {where}: {error.strerror}") from error


@contextlib.asynccontextmanager
async def _listening(settings: Settings, services: Services) -> AsyncIterator[int]:
    """Listens for HTTP; yields the port, which the system chose when the setting is 0."""
    runner = web.AppRunner(make_app(services), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port, ssl_context=_tls(settings))
        try:
            await site.start()
        except OSError as error:
            where = f"{settings.host}:{settings.port}"
            raise StartError(f"port: cannot listen on {where}: {_reason(error)}") from error
        port: int = runner.addresses[0][1]
        yield port
        await services.live.close()
    finally:
        await runner.cleanup()


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).split(": ")[-1]


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.tls_cert is None or settings.tls_key is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(settings.tls_cert, settings.tls_key)
    except (ssl.SSLError, OSError) as error:
        raise StartError(
            f"tls-cert: {settings.tls_cert} and tls-key do not fit: {error}"
        ) from error
    return context


async def _announce(settings: Settings, services: Services, port: int) -> None:
    scheme = "https" if settings.tls_cert else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base = f"{scheme}://{host}:{port}"
    lines = [
        f"caller         {base}/",
        f"counselor      {base}/console",
        f"administrator  {base}/admin",
    ]
    lines.append(f"media          UDP port {services.relay.port}")
    if settings.demo:
        password = await create_accounts(
            services.database,
            services.passwords,
            services.centre_id,
            settings.demo_password,
            settings.data_dir,
            time.time(),
        )
        lines.append("demo accounts  counselor1 counselor2 counselor3 supervisor1 admin1 auditor1")
        lines.append(f"demo password  {password}")
    print("\n".join(lines), flush=True)
