"""Search: which inquiries hold all words of a query, anywhere in their text.

The text of each closed inquiry is kept once more, folded (see `korean`). SQLite finds in it by an
FTS5 `trigram` table that triggers keep in step, PostgreSQL by a `pg_trgm` GIN index. Words of one or
two code points have no trigram and are found by LIKE alone. What a user types is never syntax.
"""

from collections.abc import Iterable

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    ScalarSelect,
    Select,
    Table,
    column,
    delete,
    insert,
    select,
    table,
)

from recordings import rows
from recordings.inquiries import inquiries
from recordings.korean import fold, search_words
from recordings.messages import messages
from recordings.schema import Words, metadata, sequence_column
from recordings.sessions import sessions
from recordings.staff import staff

TRIGRAM = 3

search_texts = Table(
    "search_texts",
    metadata,
    sequence_column("id"),
    Column("inquiry_id", Words, ForeignKey("inquiries.id"), nullable=False, unique=True),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    Column("body", Words, nullable=False),
)
Index(
    "ix_search_texts_body",
    search_texts.c.body,
    postgresql_using="gin",
    postgresql_ops={"body": "gin_trgm_ops"},
).ddl_if(dialect="postgresql")

# SQLite only: made by the migration, as SQLAlchemy has no words for a virtual table.
search_index = table("search_index", column("rowid"), column("search_index"))


def index_inquiry(conn: Connection, inquiry_id: str) -> None:
    """Makes the inquiry findable as it is now: its kept text, and nothing of what may not be kept."""
    inquiry = conn.execute(select(inquiries).where(inquiries.c.id == inquiry_id)).one()
    parts = [inquiry.number, *_counselor_names(conn, inquiry_id)]
    if inquiry.keeps_record:
        parts += [inquiry.subject, inquiry.notes]
    parts += _kept_transcript(conn, inquiry_id)
    values = {
        "inquiry_id": inquiry_id,
        "centre_id": inquiry.centre_id,
        "body": fold("\n".join(parts)),
    }
    statement = rows.insert_or(conn, search_texts).values(values)
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=["inquiry_id"], set_={"body": statement.excluded.body}
        )
    )


def index_new(conn: Connection, texts: Iterable[tuple[str, str, list[str]]]) -> None:
    """Makes many findable that were not: inquiry id, centre id, and the parts of the kept text."""
    values = [
        {"inquiry_id": inquiry_id, "centre_id": centre_id, "body": fold("\n".join(parts))}
        for inquiry_id, centre_id, parts in texts
    ]
    conn.execute(insert(search_texts), values)


def forget_inquiry(conn: Connection, inquiry_id: str) -> None:
    conn.execute(delete(search_texts).where(search_texts.c.inquiry_id == inquiry_id))


def matches(conn: Connection, query: str) -> ColumnElement[bool] | None:
    """A condition on `inquiries`: all words of the query are in its text. None: the query has no words."""
    words = search_words(query)
    if not words:
        return None
    return inquiries.c.id.in_(_inquiry_ids(conn, words))


def _inquiry_ids(conn: Connection, words: list[str]) -> Select[tuple[str]]:
    query = select(search_texts.c.inquiry_id)
    if rows.is_postgresql(conn):
        return query.where(*(_like(word) for word in words))
    long = [word for word in words if len(word) >= TRIGRAM]
    if long:
        query = query.where(search_texts.c.id.in_(_trigram_matches(long)))
    return query.where(*(_like(word) for word in words if len(word) < TRIGRAM))


def _trigram_matches(words: list[str]) -> ScalarSelect[int]:
    """FTS5 quotes a string by doubling its quotation marks; strings side by side must all match."""
    expression = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    # An FTS5 table has a column of its own name, which takes the expression.
    found = select(search_index.c.rowid).where(search_index.c.search_index.op("MATCH")(expression))
    return found.scalar_subquery()


def _like(word: str) -> ColumnElement[bool]:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return search_texts.c.body.like(f"%{escaped}%", escape="\\")


def _counselor_names(conn: Connection, inquiry_id: str) -> list[str]:
    query = (
        select(staff.c.display_name)
        .join(sessions, sessions.c.counselor_id == staff.c.id)
        .where(sessions.c.inquiry_id == inquiry_id)
        .distinct()
    )
    return sorted(conn.execute(query).scalars())


def _kept_transcript(conn: Connection, inquiry_id: str) -> list[str]:
    query = (
        select(messages.c.text)
        .join(sessions, sessions.c.id == messages.c.session_id)
        .where(sessions.c.inquiry_id == inquiry_id, sessions.c.closed_at.is_not(None))
        .where(sessions.c.keeps_record.is_(True), messages.c.kept.is_(True))
        .order_by(sessions.c.joined_at, messages.c.seq)
    )
    return list(conn.execute(query).scalars())
