"""The answer book: ready answers that counselors find by words and give to callers. Administrators edit it."""

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    Table,
    func,
    insert,
    select,
    update,
)

from recordings import categories, rows
from recordings.errors import RecordError, VersionConflict
from recordings.korean import fold, search_words
from recordings.schema import Words, metadata

answers = Table(
    "answers",
    metadata,
    Column("centre_id", Words, ForeignKey("centres.id"), primary_key=True),
    Column("key", Words, primary_key=True),
    Column("category", Words),
    Column("title_ko", Words, nullable=False),
    Column("title_en", Words, nullable=False),
    Column("text_ko", Words, nullable=False),
    Column("text_en", Words, nullable=False),
    Column("words", Words, nullable=False),
    Column("clip", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("example", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    # A few hundred entries: a scan over this folded copy finds also one syllable, without an index.
    Column("folded", Words, nullable=False),
    ForeignKeyConstraint(["centre_id", "category"], ["categories.centre_id", "categories.key"]),
)


class AnswerContent(msgspec.Struct, frozen=True):
    """What an administrator writes. `words` are more words to find it by; `clip` names a signed clip, "" none.

    `example` is set on what the software brought along and nobody has yet made the city's own.
    """

    category: str | None
    title_ko: str
    title_en: str
    text_ko: str
    text_en: str
    words: str = ""
    clip: str = ""
    position: int = 0
    example: bool = False


class Answer(AnswerContent, frozen=True, kw_only=True):
    """`key` never changes. One that was used is never deleted, only hidden (not `active`)."""

    centre_id: str
    key: str
    active: bool
    version: int


def add(conn: Connection, centre_id: str, key: str, content: AnswerContent) -> Answer:
    """Raises RecordError `unknown_category`."""
    _check_category(conn, centre_id, content.category)
    new = {"centre_id": centre_id, "key": key, "active": True, "version": 1}
    row = conn.execute(insert(answers).values(new | _values(content)).returning(answers)).one()
    return rows.as_struct(Answer, row)


def get(conn: Connection, centre_id: str, key: str) -> Answer:
    """Raises RecordError `not_found`."""
    row = conn.execute(select(answers).where(*_is(centre_id, key))).one_or_none()
    return rows.as_found(Answer, row)


def save(
    conn: Connection, centre_id: str, key: str, version: int, content: AnswerContent
) -> Answer:
    """Raises VersionConflict with the current Answer, or RecordError `not_found`, `unknown_category`."""
    current = get(conn, centre_id, key)
    _check_category(conn, centre_id, content.category)
    row = conn.execute(
        update(answers)
        .where(*_is(centre_id, key), answers.c.version == version)
        .values(_values(content) | {"version": version + 1})
        .returning(answers)
    ).one_or_none()
    if row is None:
        raise VersionConflict(current)
    return rows.as_struct(Answer, row)


def set_active(conn: Connection, centre_id: str, key: str, active: bool) -> Answer:
    """Hides an answer from counselors, or shows it again; counts as a version. Raises `not_found`."""
    current = get(conn, centre_id, key)
    if current.active == active:
        return current
    changed = update(answers).where(*_is(centre_id, key))
    row = conn.execute(
        changed.values(active=active, version=current.version + 1).returning(answers)
    ).one()
    return rows.as_struct(Answer, row)


def find(
    conn: Connection,
    centre_id: str,
    query: str = "",
    *,
    category: str | None = None,
    active_only: bool = True,
    limit: int = 500,
) -> list[Answer]:
    """Those that hold all words of the query, first those that have them in a title; then by position."""
    words = search_words(query)
    conditions: list[ColumnElement[bool]] = [answers.c.centre_id == centre_id]
    conditions += [answers.c.folded.contains(word, autoescape=True) for word in words]
    if category:
        conditions.append(answers.c.category == category)
    if active_only:
        conditions.append(answers.c.active.is_(True))
    order = (answers.c.position, answers.c.key)
    found = rows.as_structs(
        Answer, conn.execute(select(answers).where(*conditions).order_by(*order))
    )
    found.sort(key=lambda answer: not _in_title(answer, words))
    return found[:limit]


def next_position(conn: Connection, centre_id: str) -> int:
    """The place after the last."""
    last = select(func.max(answers.c.position)).where(answers.c.centre_id == centre_id)
    return (conn.execute(last).scalar_one() or 0) + 10


def any_exists(conn: Connection, centre_id: str) -> bool:
    query = select(answers.c.key).where(answers.c.centre_id == centre_id).limit(1)
    return conn.execute(query).first() is not None


def _values(content: AnswerContent) -> dict[str, object]:
    parts = (content.title_ko, content.title_en, content.text_ko, content.text_en, content.words)
    values = {name: getattr(content, name) for name in AnswerContent.__struct_fields__}
    return values | {"folded": fold("\n".join(parts))}


def _in_title(answer: Answer, words: list[str]) -> bool:
    title = fold(f"{answer.title_ko}\n{answer.title_en}")
    return all(word in title for word in words)


def _is(centre_id: str, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return answers.c.centre_id == centre_id, answers.c.key == key


def _check_category(conn: Connection, centre_id: str, category: str | None) -> None:
    if category is not None and not categories.exists(conn, centre_id, category):
        raise RecordError("unknown_category")
