"""The two WebSocket routes: who may open one is checked before anything is read from it."""

import structlog
from aiohttp import web

from signaling.errors import WireError
from signaling.protocol import from_caller, from_staff
from signaling.services import services_of
from signaling.sign_in.origin import require_origin
from signaling.sign_in.staff_sign_in import signed_in
from signaling.wire.caller_peer import CallerPeer
from signaling.wire.conversation import converse
from signaling.wire.message_rules import CALLER_RULES, STAFF_RULES
from signaling.wire.staff_peer import StaffPeer

log = structlog.get_logger()


async def caller_socket(request: web.Request) -> web.StreamResponse:
    services = services_of(request)
    require_origin(request, services.settings.origins)
    rules = request.app[CALLER_RULES]
    return await converse(
        request,
        from_caller.decoder.decode,
        lambda outbox: CallerPeer(services, outbox, rules, request.remote or ""),
    )


async def staff_socket(request: web.Request) -> web.StreamResponse:
    services = services_of(request)
    require_origin(request, services.settings.origins)
    who = await signed_in(request)
    if who is None:
        raise WireError("sign_in_required")
    rules = request.app[STAFF_RULES]
    return await converse(
        request,
        from_staff.decoder.decode,
        lambda outbox: StaffPeer(services, outbox, rules, who),
    )
