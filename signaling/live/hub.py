"""Who is connected: the newest page of each caller and counselor, and every live view."""

from dataclasses import dataclass
from typing import Protocol

from signaling.protocol.close_codes import REPLACED, SIGN_IN_REQUIRED
from signaling.protocol.to_client import ReplacedEvent, ToClient


class Client(Protocol):
    """One page, as the hub sees it."""

    def send(self, message: ToClient) -> None: ...

    def close(self, code: int) -> None: ...


@dataclass(frozen=True)
class SignIn:
    """Whose staff page it is, and by which sign-in (the hash of its token)."""

    staff_id: str
    token_hash: str


class Hub:
    """Addresses people, not sockets. An attached client replaces the person's older one."""

    def __init__(self) -> None:
        self._everyone: set[Client] = set()
        self._staff: dict[Client, SignIn] = {}
        self._callers: dict[str, Client] = {}
        self._counselors: dict[str, Client] = {}
        self.watchers: set[Client] = set()

    def opened(self, client: Client) -> None:
        """A page is connected; it has not said yet who it is."""
        self._everyone.add(client)

    def staff_opened(self, client: Client, sign_in: SignIn) -> None:
        self._staff[client] = sign_in

    def gone(self, client: Client) -> None:
        """Not connected any more. Who was lost with it, `detach_…` tells."""
        self._everyone.discard(client)
        self._staff.pop(client, None)
        self.watchers.discard(client)

    def attach_caller(self, session_id: str, client: Client) -> None:
        _replace(self._callers, session_id, client)

    def attach_counselor(self, staff_id: str, client: Client) -> None:
        _replace(self._counselors, staff_id, client)

    def detach_caller(self, session_id: str, client: Client) -> bool:
        """False when a newer page has taken over, so that nobody was lost."""
        return _detach(self._callers, session_id, client)

    def detach_counselor(self, staff_id: str, client: Client) -> bool:
        return _detach(self._counselors, staff_id, client)

    def move_caller(self, old_session: str, new_session: str) -> None:
        """The same page goes on in another session (reconnect after the wrap-up)."""
        client = self._callers.pop(old_session, None)
        if client is not None:
            self._callers[new_session] = client

    def to_caller(self, session_id: str, message: ToClient) -> None:
        if client := self._callers.get(session_id):
            client.send(message)

    def to_counselor(self, staff_id: str, message: ToClient) -> None:
        if client := self._counselors.get(staff_id):
            client.send(message)

    def to_counselors(self, message: ToClient) -> None:
        for client in self._counselors.values():
            client.send(message)

    def to_watchers(self, message: ToClient) -> None:
        for client in self.watchers:
            client.send(message)

    def caller_here(self, session_id: str) -> bool:
        return session_id in self._callers

    def counselor_here(self, staff_id: str) -> bool:
        return staff_id in self._counselors

    def drop_staff(self, staff_id: str) -> None:
        """Closes every page of somebody who may no longer be here."""
        self._drop([page for page, who in self._staff.items() if who.staff_id == staff_id])

    def drop_sign_in(self, sign_in: SignIn) -> None:
        """Closes the pages of one sign-in."""
        self._drop([page for page, who in self._staff.items() if who == sign_in])

    def console_sign_in(self, staff_id: str) -> SignIn | None:
        """The sign-in that the counselor's console belongs to."""
        client = self._counselors.get(staff_id)
        return self._staff.get(client) if client is not None else None

    def _drop(self, pages: list[Client]) -> None:
        for page in pages:
            page.close(SIGN_IN_REQUIRED)

    @property
    def counselors(self) -> frozenset[str]:
        return frozenset(self._counselors)

    @property
    def callers(self) -> frozenset[str]:
        return frozenset(self._callers)

    def close_all(self, code: int, last_words: ToClient) -> None:
        """Every page, also those that have not said who they are."""
        for client in list(self._everyone):
            client.send(last_words)
            client.close(code)


def _replace(clients: dict[str, Client], key: str, client: Client) -> None:
    older = clients.get(key)
    clients[key] = client
    if older is not None and older is not client:
        older.send(ReplacedEvent())
        older.close(REPLACED)


def _detach(clients: dict[str, Client], key: str, client: Client) -> bool:
    if clients.get(key) is not client:
        return False
    del clients[key]
    return True
