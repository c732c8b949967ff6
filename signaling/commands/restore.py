"""`sonmal restore --from FILE`: puts a backup in the place of the record, while no server runs."""

from pathlib import Path

from recordings.errors import RecordError
from recordings.restore import restore
from signaling.commands import operator
from signaling.data_directory import DataDirectoryError, claim
from signaling.settings import Settings
from signaling.start_error import StartError


def run(settings: Settings, source: Path) -> int:
    """What is in the record now is gone afterwards.

    Raises:
        StartError: one line says what is in the way; the record is as it was.
    """
    entry = operator.entry("record.restore", file=source.name)
    try:
        with claim(settings.data_dir):
            done = restore(settings.database, source.absolute(), settings.data_dir, entry)
    except (DataDirectoryError, RecordError) as error:
        raise StartError(str(error)) from error
    print(f"restored {source}: {done.bytes} bytes at {done.schema}, sha256 {done.sha256}")
    return 0
