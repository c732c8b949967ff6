"""Codes are few, explained, and all of them used."""

import re
from pathlib import Path

import recordings
from recordings.errors import CODES, RecordError, VersionConflict


def test_an_error_explains_itself_by_its_code() -> None:
    error = RecordError("link_invalid")
    assert (error.code, str(error)) == ("link_invalid", CODES["link_invalid"])
    assert VersionConflict(None).code in CODES


def test_every_code_is_raised_somewhere_and_every_raised_code_is_explained() -> None:
    folder = Path(str(recordings.__file__)).parent
    source = "\n".join(path.read_text() for path in folder.glob("*.py") if path.name != "errors.py")
    used = set(re.findall(r'"(\w+)"', source)) & CODES.keys() | {"version_conflict"}
    assert used == CODES.keys()
    raised = set(re.findall(r'RecordError\(\s*"(\w+)"', source))
    assert raised <= CODES.keys()
