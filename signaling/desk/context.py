"""What a decision is made from."""

from collections.abc import Callable
from dataclasses import dataclass

from signaling.desk.errors import DeskError
from signaling.desk.settings import DeskSettings
from signaling.desk.state import DeskState
from signaling.desk.views import CounselorView, SessionView


@dataclass(frozen=True, slots=True)
class Context:
    """The state before the command, the wall time in seconds and a source of new ids."""

    state: DeskState
    now: float
    new_id: Callable[[], str]

    @property
    def settings(self) -> DeskSettings:
        """The numbers in force."""
        return self.state.settings

    def session(self, session_id: str) -> SessionView:
        """Raises `DeskError("unknown_session")`."""
        session = self.state.sessions.get(session_id)
        if session is None:
            raise DeskError("unknown_session")
        return session

    def own_session(self, session_id: str, counselor_id: str) -> SessionView:
        """A session that the counselor has; else `unknown_session` or `not_your_session`."""
        session = self.session(session_id)
        if session.counselor_id != counselor_id:
            raise DeskError("not_your_session")
        return session

    def counselor(self, counselor_id: str) -> CounselorView:
        """Raises `DeskError("not_signed_in")`."""
        counselor = self.state.counselors.get(counselor_id)
        if counselor is None or not counselor.signed_in:
            raise DeskError("not_signed_in")
        return counselor
