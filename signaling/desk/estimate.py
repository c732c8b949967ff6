"""An honest estimate of the wait: from recent comparable waits, or none at all."""

from typing import NamedTuple

from signaling.desk.queues import QueueName
from signaling.desk.state import DeskState, WaitSample
from signaling.desk.views import SessionView
from signaling.desk.words import Priority

FEWEST_SAMPLES = 20
"""With fewer, "not known" is the honest answer."""
MOST_SAMPLES = 50
OLDEST_SAMPLE = 24 * 3600.0
"""Seconds: a day, so that a desk of some 40 users a day has samples at all."""
_LOW, _HIGH = 0.25, 0.8
"""The quantiles told: four of five people wait no longer than the upper number."""


class WaitEstimate(NamedTuple):
    """A range of seconds."""

    low: float
    high: float


def remember_wait(state: DeskState, session: SessionView, at: float, waited: float) -> None:
    """Keep the wait as a sample if it is comparable.

    Emergencies, and sessions that came back or switched, went another way through the queue.
    """
    if session.joined_place is None or session.priority is not Priority.NORMAL:
        return
    samples = state.waits.setdefault(session.queue_name, [])
    samples.append(WaitSample(at, waited, session.joined_place))
    del samples[:-MOST_SAMPLES]


def estimate_wait(state: DeskState, name: QueueName, place: int, now: float) -> WaitEstimate | None:
    """The wait from `place` (1 is first) on, or None when it is not known.

    Not known: too few samples of the last day, or nobody ready at all. Each sample gives seconds
    a place; people who leave the queue move the others up, in the samples as in the future.
    """
    if name in state.unattended:
        return None
    rates = sorted(
        sample.waited / sample.place
        for sample in state.waits.get(name, [])
        if now - sample.at <= OLDEST_SAMPLE
    )
    if len(rates) < FEWEST_SAMPLES:
        return None
    return WaitEstimate(place * _quantile(rates, _LOW), place * _quantile(rates, _HIGH))


def _quantile(ordered: list[float], share: float) -> float:
    """Nearest rank."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
