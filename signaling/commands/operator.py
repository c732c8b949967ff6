"""What a command writes into the audit log: which account of the machine ran it."""

import getpass
import time
from typing import Any

from recordings.audit import COMMAND, AuditEntry
from recordings.centres import DEFAULT_CENTRE_ID


def entry(action: str, **detail: Any) -> AuditEntry:
    """Now, by this account. `action` begins with the kind of its object."""
    return AuditEntry(
        centre_id=DEFAULT_CENTRE_ID,
        at=now(),
        staff_id=None,
        address="",
        action=action,
        object_kind=action.split(".")[0],
        object_id=None,
        detail={"account": _account(), **detail},
        writer=COMMAND,
    )


def now() -> float:
    return time.time()


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an id without a name, as in some containers
        return "unknown"
