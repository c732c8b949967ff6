"""A backup holds the record as it was at one moment; what is not whole, or not ours, is refused."""

import asyncio
import json
import os
import zipfile
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy.engine import make_url

from recordings import backup_file
from recordings.atomic_file import replacing
from recordings.database import Database
from recordings.engines import parse_url, writer_engine
from recordings.errors import RecordError
from recordings.migrate import alembic_config, newest_revision
from tests.contracts.builders import add_contact, say
from tests.contracts.keeping import (
    actions,
    add_inquiries,
    back_up,
    column,
    inquiry_ids,
    put_back,
    run,
)


async def test_what_was_backed_up_comes_back(url: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    await add_inquiries(url, "a", "b")
    made = back_up(url, file)
    await add_inquiries(url, "c")
    assert inquiry_ids(url) == {"a", "b", "c"}
    put_back(url, file, tmp_path)
    assert inquiry_ids(url) == {"a", "b"}
    assert actions(url) == ["record.backup", "record.restore"]
    assert made.manifest == backup_file.manifest_of(file)
    assert made.manifest.schema == newest_revision()
    assert made.written_down
    await add_inquiries(url, "d")
    assert inquiry_ids(url) == {"a", "b", "d"}


def test_nothing_is_left_beside_the_file(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    back_up(url, folder / "backup.zip")
    put_back(url, folder / "backup.zip", folder)
    assert [path.name for path in folder.iterdir()] == ["backup.zip"]
    assert (folder / "backup.zip").stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob("*.restoring*"))


async def test_it_is_one_moment_while_messages_are_written(url: str, tmp_path: Path) -> None:
    """Messages of a session are numbered without gaps: a mixture of moments would show."""
    database = Database.open(url)
    try:
        await database.write(add_contact)
        stop = asyncio.Event()
        written = asyncio.create_task(_write_until(database, stop))
        await asyncio.to_thread(back_up, url, tmp_path / "backup.zip")
        stop.set()
        assert await written > 0
    finally:
        await database.close()
    put_back(url, tmp_path / "backup.zip", tmp_path)
    assert inquiry_ids(url) == {"i1"}
    await add_inquiries(url, "more")


async def _write_until(database: Database, stop: asyncio.Event) -> int:
    number = 0
    while not stop.is_set():
        name = f"m{number}"
        await database.write(lambda conn, name=name: say(conn, name, name))  # type: ignore[misc]
        number += 1
    return number


async def test_a_restored_record_has_nobody_signed_in(url: str, tmp_path: Path) -> None:
    await add_inquiries(url, "a")
    run(
        url,
        """INSERT INTO staff (id, centre_id, login, display_name, role, modes, max_text_sessions,
        disabled, version, created_at) VALUES ('kim', 'default', 'kim', '김', 'counselor', '[]', 1,
        FALSE, 1, 1)""",
    )
    run(
        url,
        """INSERT INTO staff_sessions (token_hash, centre_id, staff_id, csrf_token, address, user_agent,
        created_at, last_seen_at, expires_at) VALUES ('t', 'default', 'kim', 'c', '', '', 1, 1, 9e9)""",
    )
    back_up(url, tmp_path / "backup.zip")
    put_back(url, tmp_path / "backup.zip", tmp_path)
    assert column(url, "SELECT login FROM staff") == ["kim"]
    assert column(url, "SELECT token_hash FROM staff_sessions") == []


async def test_a_record_that_is_gone_comes_back(
    store: str, empty_url: str, url: str, tmp_path: Path
) -> None:
    """Into a database without any tables; on SQLite without a file."""
    await add_inquiries(url, "a")
    back_up(url, tmp_path / "backup.zip")
    other = empty_url
    if store == "sqlite":
        other = f"sqlite:///{tmp_path}/new.db"
    put_back(other, tmp_path / "backup.zip", tmp_path)
    assert inquiry_ids(other) == {"a"}


async def test_an_older_backup_is_brought_to_the_tables_of_today(
    store: str, url: str, tmp_path: Path
) -> None:
    old = f"sqlite:///{tmp_path}/old.db" if store == "sqlite" else url
    if store == "postgresql":
        run(url, "DROP SCHEMA public CASCADE")
        run(url, "CREATE SCHEMA public")
    engine, config = writer_engine(parse_url(old)), alembic_config()
    with engine.begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, "0001_first_call")
    engine.dispose()
    run(old, "INSERT INTO centres VALUES ('default', '', '', 1)")
    made = back_up(old, tmp_path / "backup.zip")
    assert (made.manifest.schema, made.written_down) == ("0001_first_call", False)
    put_back(url, tmp_path / "backup.zip", tmp_path)
    assert actions(url) == ["record.restore"]
    assert inquiry_ids(url) == set()


def damage(file: Path, **changes: object) -> None:
    """Writes the manifest anew with other values."""
    with zipfile.ZipFile(file) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(kept[backup_file.MANIFEST]) | changes
    kept[backup_file.MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in kept.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sha256": "0" * 64}, "backup_damaged"),
        ({"bytes": 5}, "backup_damaged"),
        ({"schema": "9999_far_future"}, "record_newer"),
        ({"format": 2}, "record_newer"),
        ({"database": "sqlserver"}, "backup_damaged"),
    ],
)
async def test_a_backup_that_is_not_what_it_says_changes_nothing(
    url: str, tmp_path: Path, changes: dict[str, object], code: str
) -> None:
    file = tmp_path / "backup.zip"
    back_up(url, file)
    await add_inquiries(url, "a")
    damage(file, **changes)
    with pytest.raises(RecordError) as caught:
        put_back(url, file, tmp_path)
    assert caught.value.code == code
    assert len(str(caught.value).splitlines()) == 1
    assert inquiry_ids(url) == {"a"}


@pytest.mark.parametrize("part", [0.0, 0.01, 0.5, 0.99])
async def test_a_file_that_was_cut_off_changes_nothing(
    url: str, tmp_path: Path, part: float
) -> None:
    file = tmp_path / "backup.zip"
    back_up(url, file)
    await add_inquiries(url, "a")
    os.truncate(file, int(file.stat().st_size * part))
    with pytest.raises(RecordError) as caught:
        put_back(url, file, tmp_path)
    assert caught.value.code == "backup_damaged"
    assert inquiry_ids(url) == {"a"}


async def test_flipped_bits_change_nothing(url: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    back_up(url, file)
    await add_inquiries(url, "a")
    whole = file.read_bytes()
    for at in range(100, len(whole) // 2, len(whole) // 9):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        with pytest.raises(RecordError) as caught:
            put_back(url, file, tmp_path)
        assert caught.value.code == "backup_damaged"
    assert inquiry_ids(url) == {"a"}


async def test_a_database_of_the_other_kind_is_refused(url: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    back_up(url, file)
    kind = "postgresql" if make_url(url).drivername == "sqlite" else "sqlite"
    damage(file, database=kind)
    with pytest.raises(RecordError) as caught:
        put_back(url, file, tmp_path)
    assert caught.value.code == "backup_other_database"


@pytest.mark.postgres
async def test_a_database_that_others_use_is_not_replaced(
    make_database: object, migrated_template: str, tmp_path: Path
) -> None:
    assert callable(make_database)
    url = str(make_database(migrated_template))
    back_up(url, tmp_path / "backup.zip")
    database = Database.open(url)
    try:
        await database.read(lambda conn: None)
        with pytest.raises(RecordError) as caught:
            put_back(url, tmp_path / "backup.zip", tmp_path)
        assert caught.value.code == "record_in_use"
    finally:
        await database.close()


def test_what_cannot_be_written_is_one_line(url: str, tmp_path: Path) -> None:
    for target in (tmp_path / "none" / "backup.zip", Path("/dev/null/backup.zip")):
        with pytest.raises(RecordError) as caught:
            back_up(url, target)
        assert caught.value.code == "backup_failed"
        assert len(str(caught.value).splitlines()) == 1


def test_two_backups_into_one_file_do_not_mix(url: str, tmp_path: Path) -> None:
    target = tmp_path / "backup.zip"
    with replacing(target) as file:
        file.write(b"the first")
        with pytest.raises(RecordError, match="another backup"):
            back_up(url, target)
    assert target.read_bytes() == b"the first"


def test_there_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        back_up(f"sqlite:///{tmp_path}/none.db", tmp_path / "backup.zip")
    assert caught.value.code == "record_cannot_open"
    assert list(tmp_path.iterdir()) == []


async def test_a_record_that_cannot_be_opened_is_replaced_and_kept_beside(tmp_path: Path) -> None:
    record = tmp_path / "sonmal.db"
    url = f"sqlite:///{record}"
    await add_inquiries(url, "a")
    back_up(url, tmp_path / "backup.zip")
    record.write_bytes(b"no database at all" * 1000)
    put_back(url, tmp_path / "backup.zip", tmp_path)
    assert inquiry_ids(url) == {"a"}
    assert (tmp_path / "sonmal.db.damaged").read_bytes().startswith(b"no database")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
async def test_a_record_restored_by_root_stays_the_servers(tmp_path: Path) -> None:
    record = tmp_path / "sonmal.db"
    url = f"sqlite:///{record}"
    await add_inquiries(url, "a")
    back_up(url, tmp_path / "backup.zip")
    os.chown(record, 1234, 1234)
    put_back(url, tmp_path / "backup.zip", tmp_path)
    assert (record.stat().st_uid, record.stat().st_gid) == (1234, 1234)


async def test_a_link_to_the_record_stays_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    (tmp_path / "sonmal.db").symlink_to(folder / "sonmal.db")
    url = f"sqlite:///{tmp_path}/sonmal.db"
    await add_inquiries(url, "a")
    back_up(url, tmp_path / "backup.zip")
    put_back(url, tmp_path / "backup.zip", tmp_path)
    assert (tmp_path / "sonmal.db").is_symlink()
    assert inquiry_ids(url) == {"a"}
