"""Who is connected: the newest page of each caller and counselor, and every live view."""

from typing import Protocol

from signaling.protocol.to_client import ReplacedEvent, ToClient


class Client(Protocol):
    """One page, as the hub sees it."""

    def send(self, message: ToClient) -> None: ...

    def close(self, code: int) -> None: ...


REPLACED = 4000
SIGN_IN_REQUIRED = 4401


class Hub:
    """Addresses people, not sockets. An attached client replaces the person's older one."""

    def __init__(self) -> None:
        self._callers: dict[str, Client] = {}
        self._counselors: dict[str, Client] = {}
        self.watchers: set[Client] = set()

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

    def drop_counselor(self, staff_id: str) -> None:
        """Closes the page of somebody who may no longer be here."""
        if client := self._counselors.get(staff_id):
            client.close(SIGN_IN_REQUIRED)

    @property
    def counselors(self) -> frozenset[str]:
        return frozenset(self._counselors)

    @property
    def callers(self) -> frozenset[str]:
        return frozenset(self._callers)

    def close_all(self, code: int, last_words: ToClient) -> None:
        for client in {*self._callers.values(), *self._counselors.values(), *self.watchers}:
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
