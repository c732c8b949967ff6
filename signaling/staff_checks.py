"""What the fields of a member of staff must be, in the form and in a file of many."""

import re
from collections.abc import Mapping
from typing import Any

from signaling.access import Role

LOGIN = re.compile(r"[a-z0-9][a-z0-9.-]{1,31}")
MOST_TEXT_SESSIONS = 10
_TEXT_SESSIONS = frozenset(str(n) for n in range(1, MOST_TEXT_SESSIONS + 1))
LONGEST_NAME = 60


def staff_errors(fields: Mapping[str, Any]) -> dict[str, str]:
    """Error codes by field: `login`, `name`, `role`, `modes` (a tuple), `max_text` (digits)."""
    errors = {}
    if not LOGIN.fullmatch(fields["login"]):
        errors["login"] = "login_form"
    if not fields["name"]:
        errors["name"] = "name_needed"
    if fields["role"] not in set(Role):
        errors["role"] = "role_unknown"
    elif fields["role"] in (Role.COUNSELOR, Role.SUPERVISOR) and not fields["modes"]:
        errors["modes"] = "modes_needed"
    number = fields["max_text"]
    if number not in _TEXT_SESSIONS:
        errors["max_text"] = "number_range"
    return errors
