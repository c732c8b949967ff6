"""The file of a backup: a ZIP with the record's content and a manifest that says what it is.

The manifest comes last, so a file that was cut off has none. Any ZIP program opens it.
"""

import hashlib
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Literal

import msgspec

from recordings.errors import RecordError

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20
_LARGEST_MANIFEST = 1 << 16

DatabaseKind = Literal["sqlite", "postgresql"]
CONTENT: dict[DatabaseKind, str] = {"sqlite": "record.sqlite", "postgresql": "record.pgdump"}


class Manifest(msgspec.Struct, frozen=True):
    """`schema` is the migration that the content is at; `bytes` and `sha256` are of the content alone."""

    format: int
    database: DatabaseKind
    schema: str
    created_at: float
    bytes: int
    sha256: str


class Measured:
    """Hands writes on and keeps their SHA-256 and length."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.bytes = 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self.bytes += len(data)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def write(
    file: IO[bytes],
    kind: DatabaseKind,
    schema: str,
    created_at: float,
    fill: Callable[[Measured], None],
) -> Manifest:
    """`fill` writes the content. A dump of PostgreSQL is compressed already."""
    packing = zipfile.ZIP_DEFLATED if kind == "sqlite" else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", packing, compresslevel=1) as archive:
        with archive.open(CONTENT[kind], "w", force_zip64=True) as member:
            content = Measured(member)
            fill(content)
        made = Manifest(FORMAT, kind, schema, created_at, content.bytes, content.sha256)
        archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(made)))
    return made


def manifest_of(path: Path) -> Manifest:
    """Raises RecordError `backup_damaged`, `record_newer`."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(MANIFEST) as member:
            found = msgspec.json.decode(member.read(_LARGEST_MANIFEST), type=Manifest)
    except OSError as error:
        raise RecordError("backup_damaged", f"cannot read {path}: {error.strerror}") from error
    except (zipfile.BadZipFile, KeyError, msgspec.MsgspecError, RuntimeError) as error:
        raise RecordError("backup_damaged", f"{path} is not a whole backup") from error
    if found.format > FORMAT:
        raise RecordError("record_newer", f"{path} was written by a newer Sonmal")
    return found


def unpack(path: Path, manifest: Manifest, target: IO[bytes]) -> None:
    """Writes the content out. Raises RecordError `backup_damaged` when it is not what was packed."""
    measured = Measured(target)
    try:
        with (
            zipfile.ZipFile(path) as archive,
            archive.open(CONTENT[manifest.database]) as member,
        ):
            while piece := member.read(CHUNK):
                measured.write(piece)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
        raise RecordError("backup_damaged", f"{path} is damaged") from error
    if (measured.bytes, measured.sha256) != (manifest.bytes, manifest.sha256):
        raise RecordError("backup_damaged", f"{path} is damaged: its checksum does not fit")
