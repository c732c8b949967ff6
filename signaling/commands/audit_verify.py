"""`sonmal audit verify`: does the audit log still hold together, and if not, where does it break?"""

from datetime import date, datetime

from recordings import audit_check
from recordings.audit_check import AuditBreak, AuditCheck
from recordings.centres import DEFAULT_CENTRE_ID
from recordings.errors import RecordError
from recordings.korea_time import KOREA
from recordings.reading import read_record
from signaling.settings import Settings
from signaling.start_error import StartError

MEANINGS: dict[audit_check.BreakCode, str] = {
    "entry_changed": "it does not follow from the one before: it was changed, inserted or moved",
    "entry_missing": "an entry is missing here",
    "entry_added": "the day's hash knows of fewer entries",
    "order_changed": "it does not stand in the order in which it was written",
    "closing_missing": "the hash of a day is missing here",
    "closing_changed": "the hash of the day does not fit its entries or the day before",
}


def run(settings: Settings, day: str | None, noted: str | None) -> int:
    """Prints what was found; 1 when the log is broken or does not hold the noted hash.

    Raises:
        StartError: the day is none, or the record cannot be read.
    """
    wanted = _day(day)
    try:
        found = read_record(
            settings.database,
            lambda conn: audit_check.check(conn, DEFAULT_CENTRE_ID, wanted, noted),
        )
    except RecordError as error:
        raise StartError(str(error)) from error
    print("\n".join(_lines(found, noted)))
    return 0 if found.broken is None and found.noted_found else 1


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise StartError(f"day: {text!r} is not a day like 2026-11-21") from None


def _lines(found: AuditCheck, noted: str | None) -> list[str]:
    if found.broken is not None:
        return [f"BROKEN: {_place(found.broken)}: {MEANINGS[found.broken.code]}"]
    if not found.noted_found:
        return [f"BROKEN: the hash {noted} is nowhere in the log: it was cut off or written anew"]
    lines = [f"The audit log holds: {found.entries} entries checked, {_until(found)}."]
    lines += [f"kept from {found.kept_from}"] if found.kept_from else []
    return lines + [f"{day.day} {day.writer} {day.entries} {day.hash}" for day in found.newest]


def _place(broken: AuditBreak) -> str:
    what = "at the day's hash" if broken.seq is None else f"entry {broken.seq}"
    return f"{what}, {broken.day}, writer {broken.writer}, position {broken.position}"


def _until(found: AuditCheck) -> str:
    if found.until is None:
        return "none is there"
    return f"the newest of {datetime.fromtimestamp(found.until, KOREA):%Y-%m-%d %H:%M:%S} KST"
