"""Signing staff in and out: a random token in a cookie, its hash in the record."""

from typing import Literal

from aiohttp import web

from recordings import audit, sign_in_links, staff, staff_sessions
from recordings.connection import Connection
from recordings.errors import RecordError
from recordings.staff_sessions import SignedIn, StaffSession
from signaling.errors import WireError
from signaling.live.hub import SignIn
from signaling.services import services_of
from signaling.sign_in.passwords import SHORTEST
from signaling.sign_in.tokens import hash_token, new_token

COOKIE = "sonmal_staff"
LONGEST = 1000
"""Characters of a password that are looked at."""
WIDER = 10
_CACHE = web.RequestKey("signed_in", object)


async def signed_in(request: web.Request) -> SignedIn | None:
    """Who sends this request, by the cookie; looked up once a request."""
    if _CACHE in request:
        return request[_CACHE]  # type: ignore[return-value]
    token = request.cookies.get(COOKIE, "")
    services = services_of(request)
    found = None
    if token:
        hashed, now = hash_token(token), services.now()
        found = await services.database.read(lambda conn: staff_sessions.find(conn, hashed, now))
    request[_CACHE] = found
    return found


def already_known(request: web.Request) -> SignedIn | None:
    """As `signed_in`, but only where it has been looked up for this request."""
    known: SignedIn | None = request.get(_CACHE)
    return known


async def sign_in(request: web.Request, login: str, password: str) -> tuple[str, SignedIn]:
    """Checks a password and opens a session: the cookie's token and who signed in.

    Raises:
        WireError: `too_many_attempts`, `wrong_password` (also for unknown and disabled logins).
    """
    services, now = services_of(request), services_of(request).now()
    login = login.strip().lower()[:64]
    limits = _limits(f"login:{login}", request.remote or "", services.settings.sign_in_attempts)
    # Counted before the check, which takes a while: many at once must not all get through.
    if not services.attempts.begin(limits, now):
        raise WireError("too_many_attempts")
    found = await services.database.read(
        lambda conn: staff.find_credentials(conn, services.centre_id, login)
    )
    stored = found.password_hash if found else None
    fits = await services.passwords.check(stored, password[:LONGEST])
    if found is None or not fits or found.member.disabled:
        await _write_down(request, found.member.id if found else None, "sign_in_failed")
        raise WireError("wrong_password")
    services.attempts.succeeded(limits)
    return await _open(request, found.member.id)


def _limits(name: str, address: str, allowed: int) -> dict[str, int]:
    """Attempts allowed by name: strict for a login from one address, so that a stranger cannot lock its
    owner out soon; wider for a login from anywhere, and for an address, which a whole office may share."""
    return {
        f"{name} from {address}": allowed,
        name: WIDER * allowed,
        f"address:{address}": WIDER * allowed,
    }


async def sign_in_by_link(request: web.Request, token: str, password: str) -> tuple[str, SignedIn]:
    """Uses a one-time link up, sets the new password and signs in.

    Raises:
        WireError: `too_many_attempts`, `password_short`, `link_used`.
    """
    services, now = services_of(request), services_of(request).now()
    limits = _limits("link", request.remote or "", services.settings.sign_in_attempts)
    if not services.attempts.begin(limits, now):
        raise WireError("too_many_attempts")
    if len(password) < SHORTEST:
        services.attempts.succeeded(limits)
        raise WireError("password_short")
    token_hash = hash_token(token)
    try:
        # Looked at first: a password is hashed only for those who hold a link.
        await services.database.read(lambda conn: sign_in_links.find(conn, token_hash, now))
        hashed_password = await services.passwords.hash(password[:LONGEST])
        staff_id = await services.database.write(
            lambda conn: _redeem(conn, token_hash, hashed_password, now)
        )
    except RecordError as error:
        raise WireError("link_used") from error
    services.attempts.succeeded(limits)
    await services.live.staff_dismissed(staff_id)
    return await _open(request, staff_id)


def _redeem(conn: Connection, token_hash: str, password_hash: str, now: float) -> str:
    staff_id = sign_in_links.redeem(conn, token_hash, now)
    staff.set_password_hash(conn, staff_id, password_hash)
    staff_sessions.end_all_of(conn, staff_id)
    return staff_id


async def _open(request: web.Request, staff_id: str) -> tuple[str, SignedIn]:
    services, now = services_of(request), services_of(request).now()
    token = new_token()
    session = StaffSession(
        token_hash=hash_token(token),
        centre_id=services.centre_id,
        staff_id=staff_id,
        csrf_token=new_token(),
        address=request.remote or "",
        user_agent=request.headers.get("User-Agent", "")[:200],
        created_at=now,
        last_seen_at=now,
        expires_at=now + services.settings.sign_in_hours * 3600,
    )

    def store(conn: Connection) -> SignedIn:
        staff_sessions.delete_expired(conn, now)
        staff_sessions.create(conn, session)
        staff.signed_in(conn, staff_id, now)
        return SignedIn(session, staff.get(conn, staff_id))

    found = await services.database.write(store)
    await _write_down(request, staff_id, "sign_in")
    return token, found


async def sign_out(request: web.Request, who: SignedIn) -> None:
    """Its open pages are closed too; a counselor who signs out leaves the desk at once."""
    services = services_of(request)
    await services.database.write(lambda conn: staff_sessions.end(conn, who.session.token_hash))
    await services.live.signed_out(SignIn(who.member.id, who.session.token_hash))
    await _write_down(request, who.member.id, "sign_out")


async def _write_down(
    request: web.Request,
    staff_id: str | None,
    action: Literal["sign_in", "sign_in_failed", "sign_out"],
) -> None:
    services = services_of(request)
    entry = audit.AuditEntry(
        centre_id=services.centre_id,
        at=services.now(),
        staff_id=staff_id,
        address=request.remote or "",
        action=action,
        object_kind="staff",
        object_id=staff_id,
    )
    await services.database.write(lambda conn: audit.append(conn, entry))


def set_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    response.set_cookie(
        COOKIE, token, path="/", httponly=True, samesite="Strict", secure=request.secure
    )


def drop_cookie(response: web.StreamResponse) -> None:
    response.del_cookie(COOKIE, path="/")
