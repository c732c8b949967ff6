"""Estimates are honest: from enough comparable waits, or none."""

import pytest

from signaling.desk import Mode, Party, QueueName, WaitEstimate, estimate_wait
from signaling.desk import commands as do
from tests.signaling.desk.driver import Driver

VIDEO = QueueName("seoul", Mode.VIDEO)


def answered(driver: Driver, number: int, waited: float, *, emergency: bool = False) -> None:
    """One session that waits so long at place 1, is answered and is over."""
    name = f"s{number}"
    driver.do(do.SignOutCounselor("c")) if "c" in driver.desk.state.counselors else None
    driver.join(name, emergency=emergency)
    driver.now += waited
    driver.ready("c")
    driver.do(do.AcceptOffer("c", name))
    driver.do(do.EndSession(name, Party.COUNSELOR))
    driver.do(do.FinishWrapUp("c", name))


def estimate(driver: Driver, place: int) -> WaitEstimate | None:
    return estimate_wait(driver.desk.state, VIDEO, place, driver.now)


def test_nineteen_samples_are_too_few_and_twenty_are_enough() -> None:
    driver = Driver()
    for number in range(19):
        answered(driver, number, 10)
    assert estimate(driver, 1) is None
    answered(driver, 19, 10)
    assert estimate(driver, 1) == WaitEstimate(10, 10)
    assert estimate(driver, 3) == WaitEstimate(30, 30)


def test_the_range_covers_the_middle_and_the_upper_waits() -> None:
    driver = Driver()
    for number in range(20):
        answered(driver, number, float(number))
    assert estimate(driver, 1) == WaitEstimate(5, 16)


def test_emergencies_are_not_comparable() -> None:
    driver = Driver()
    for number in range(25):
        answered(driver, number, 10, emergency=True)
    assert estimate(driver, 1) is None


def test_who_switched_or_came_back_is_not_comparable() -> None:
    driver = Driver()
    driver.join("s")
    driver.do(do.SwitchMode("s", Mode.TEXT, Party.CALLER))
    driver.ready("c")
    driver.do(do.AcceptOffer("c", "s"))
    assert driver.desk.state.waits == {}
    driver.talk("t", "d")
    assert len(driver.desk.state.waits[VIDEO]) == 1
    driver.do(do.SignOutCounselor("d"))
    driver.ready("e")
    driver.do(do.AcceptOffer("e", "t"))
    assert driver.desk.state.sessions["t"].joined_place is None
    assert len(driver.desk.state.waits[VIDEO]) == 1


def test_old_samples_are_forgotten() -> None:
    driver = Driver()
    for number in range(20):
        answered(driver, number, 10)
    driver.now += 24 * 3600
    assert estimate(driver, 1) is None


def test_nobody_ready_is_not_known() -> None:
    driver = Driver()
    for number in range(20):
        answered(driver, number, 10)
    driver.do(do.SignOutCounselor("c"))
    driver.join("waiting")
    assert estimate(driver, 1) is None


def test_the_samples_are_bounded() -> None:
    driver = Driver()
    for number in range(60):
        answered(driver, number, 1)
    assert len(driver.desk.state.waits[VIDEO]) == 50


@pytest.mark.parametrize("mode", Mode)
def test_another_queue_has_its_own_samples(mode: Mode) -> None:
    driver = Driver()
    for number in range(20):
        answered(driver, number, 10)
    known = estimate_wait(driver.desk.state, QueueName("seoul", mode), 1, driver.now) is not None
    assert known is (mode is Mode.VIDEO)
