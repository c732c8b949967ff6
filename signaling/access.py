"""Who may do what: roles, and the rule that each route and message carries in `signaling.routes`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from aiohttp import web


class Role(StrEnum):
    COUNSELOR = "counselor"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


STAFF = frozenset(Role)
COUNSELORS = frozenset({Role.COUNSELOR, Role.SUPERVISOR})
SUPERVISORS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
AUDITORS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Route:
    """One page or API route. `roles` None is for everybody.

    `audit` names the action that is written down before the handler runs. A route that changes
    something (`POST`) always needs our origin; with roles also the form's `csrf`. `reason` asks for the
    form field `reason`, typed by whoever wants to take personal data out, and writes it down too.
    """

    method: Literal["GET", "POST"]
    path: str
    handler: Handler
    roles: frozenset[Role] | None
    audit: str = ""
    reason: bool = False


CallerNeeds = Literal["nothing", "no_session", "session"]
StaffOwns = Literal["nothing", "offered", "own_session", "own_or_offered", "centre_session"]


@dataclass(frozen=True)
class CallerRule:
    """One message of a caller's page, and whether the page must hold a session for it."""

    handler: Callable[[Any, Any], Awaitable[Any]]
    needs: CallerNeeds


@dataclass(frozen=True)
class StaffRule:
    """One message of a staff page: roles, and what the session it names must be to the sender."""

    handler: Callable[[Any, Any], Awaitable[Any]]
    roles: frozenset[Role]
    owns: StaffOwns
