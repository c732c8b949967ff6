"""What can be asked of the desk. The server has checked who asks and for what they may ask."""

from dataclasses import dataclass

from signaling.desk.words import Availability, Mode, Party


@dataclass(frozen=True, slots=True)
class Command:
    """The base of all commands."""


@dataclass(frozen=True, slots=True)
class JoinQueue(Command):
    """A caller joins the queue of a mode. `keeps_record`: consent to keep what is said."""

    centre_id: str
    session_id: str
    caller_id: str
    inquiry_id: str
    mode: Mode
    emergency: bool = False
    keeps_record: bool = False


@dataclass(frozen=True, slots=True)
class LeaveQueue(Command):
    """A waiting caller gives up."""

    session_id: str


@dataclass(frozen=True, slots=True)
class SwitchMode(Command):
    """To text or back to video; a waiting session keeps its place, a running one its people."""

    session_id: str
    mode: Mode
    by: Party


@dataclass(frozen=True, slots=True)
class EndSession(Command):
    """One side ends the talk; the counselor's wrap-up begins."""

    session_id: str
    by: Party


@dataclass(frozen=True, slots=True)
class Reconnect(Command):
    """The caller takes the end back. `new_session_id` is used when a new session is needed."""

    session_id: str
    new_session_id: str


@dataclass(frozen=True, slots=True)
class CallerLost(Command):
    """The caller's last connection is gone."""

    session_id: str


@dataclass(frozen=True, slots=True)
class CallerReturned(Command):
    """The caller is connected again."""

    session_id: str


@dataclass(frozen=True, slots=True)
class CounselorLost(Command):
    """The counselor's last connection is gone."""

    counselor_id: str


@dataclass(frozen=True, slots=True)
class CounselorReturned(Command):
    """The counselor is connected again, within the grace; later it takes `SignInCounselor`."""

    counselor_id: str


@dataclass(frozen=True, slots=True)
class SignInCounselor(Command):
    """A console has opened. May be repeated; it is also a return after a lost connection."""

    centre_id: str
    counselor_id: str
    modes: frozenset[Mode]
    max_text: int


@dataclass(frozen=True, slots=True)
class SignOutCounselor(Command):
    """A counselor leaves on purpose: no grace."""

    counselor_id: str


@dataclass(frozen=True, slots=True)
class SetAvailability(Command):
    """`reason` is a code of at most 32 of `a-z 0-9 _`, or empty."""

    counselor_id: str
    availability: Availability
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AcceptOffer(Command):
    """The counselor answers."""

    counselor_id: str
    session_id: str


@dataclass(frozen=True, slots=True)
class PassOffer(Command):
    """The counselor lets the offer go to the next one."""

    counselor_id: str
    session_id: str


@dataclass(frozen=True, slots=True)
class Hold(Command):
    """The counselor halts the talk for a moment."""

    counselor_id: str
    session_id: str


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """The counselor goes on after a hold."""

    counselor_id: str
    session_id: str


@dataclass(frozen=True, slots=True)
class FinishWrapUp(Command):
    """The counselor has written everything down."""

    counselor_id: str
    session_id: str


@dataclass(frozen=True, slots=True)
class CloseWrapUp(Command):
    """An administrator closes a wrap-up that its counselor left behind."""

    session_id: str
    admin_id: str


@dataclass(frozen=True, slots=True)
class Tick(Command):
    """Run whatever is due by now."""


@dataclass(frozen=True, slots=True)
class Restart(Command):
    """The server is up again, `downtime` seconds after it was last known to run."""

    downtime: float


@dataclass(frozen=True, slots=True)
class Settle(Command):
    """Make the offers that the state allows. The desk gives it to itself after each command."""
