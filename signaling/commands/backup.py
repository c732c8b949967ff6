"""`sonmal backup --to FILE`: the whole record in one file, while the server runs."""

from pathlib import Path

from recordings.backup import make_backup
from recordings.errors import RecordError
from signaling.commands import operator
from signaling.settings import Settings
from signaling.start_error import StartError


def run(settings: Settings, target: Path) -> int:
    """A file of this name is replaced, in one step, when the new one is whole.

    Raises:
        StartError: one line says what is in the way; no half file stands under the name.
    """
    entry = operator.entry("record.backup", file=target.name)
    try:
        made = make_backup(settings.database, target.absolute(), entry)
    except RecordError as error:
        raise StartError(str(error)) from error
    what = made.manifest
    print(f"{target}: {what.database} at {what.schema}, {what.bytes} bytes, sha256 {what.sha256}")
    if not made.written_down:
        print("not written into the audit log: the record is of an older version")
    return 0
