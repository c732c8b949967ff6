"""From state and command to events, changing nothing."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from signaling.desk import (
    commands,
    joining,
    modes,
    offers,
    presence,
    staffing,
    talking,
    timing,
)
from signaling.desk.commands import Command
from signaling.desk.context import Context
from signaling.desk.events import Event
from signaling.desk.state import DeskState

Decider = Callable[[Any, Context], list[Event]]

DECIDERS: Mapping[type[Command], Decider] = MappingProxyType(
    {
        commands.JoinQueue: joining.join_queue,
        commands.LeaveQueue: joining.leave_queue,
        commands.Reconnect: joining.reconnect,
        commands.SwitchMode: modes.switch_mode,
        commands.CallerLost: presence.caller_lost,
        commands.CallerReturned: presence.caller_returned,
        commands.CounselorLost: presence.counselor_lost,
        commands.CounselorReturned: presence.counselor_returned,
        commands.SignInCounselor: staffing.sign_in,
        commands.SignOutCounselor: staffing.sign_out,
        commands.SetAvailability: staffing.set_availability,
        commands.AcceptOffer: offers.accept_offer,
        commands.PassOffer: offers.pass_offer,
        commands.Hold: talking.hold,
        commands.Resume: talking.resume,
        commands.EndSession: talking.end_session,
        commands.FinishWrapUp: talking.finish_wrap_up,
        commands.CloseWrapUp: talking.close_wrap_up,
        commands.Tick: timing.tick,
        commands.Restart: timing.restart,
        commands.Settle: offers.settle,
    }
)


def decide(
    state: DeskState, command: Command, now: float, new_id: Callable[[], str]
) -> list[Event]:
    """What the command makes happen, in causal order.

    `Tick` and `Settle` do one step; they are given again until they return nothing. Raises
    `DeskError`.
    """
    return DECIDERS[type(command)](command, Context(state, now, new_id))
