"""The first call: centres, staff, inquiries and their sessions, events, texts, consents, search, audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001_first_call"
down_revision = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# FTS5 keeps only the trigrams, the text stays in search_texts ("external content"): triggers must
# hand it every change, a deletion with the text as it was indexed.
SQLITE_SEARCH_INDEX = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        body, content='search_texts', content_rowid='id', tokenize='trigram')""",
    """CREATE TRIGGER search_texts_inserted AFTER INSERT ON search_texts BEGIN
        INSERT INTO search_index(rowid, body) VALUES (new.id, new.body);
    END""",
    """CREATE TRIGGER search_texts_deleted AFTER DELETE ON search_texts BEGIN
        INSERT INTO search_index(search_index, rowid, body) VALUES ('delete', old.id, old.body);
    END""",
    """CREATE TRIGGER search_texts_updated AFTER UPDATE ON search_texts BEGIN
        INSERT INTO search_index(search_index, rowid, body) VALUES ('delete', old.id, old.body);
        INSERT INTO search_index(rowid, body) VALUES (new.id, new.body);
    END""",
)


def upgrade() -> None:
    _create_centres()
    _create_staff()
    _create_staff_sessions()
    _create_sign_in_links()
    _create_categories()
    _create_outcomes()
    _create_inquiries()
    _create_sessions()
    _create_events()
    _create_messages()
    _create_consents()
    _create_caller_tokens()
    _create_search_texts()
    _create_audit()
    _create_heartbeats()
    _create_search_index()


def _create_centres() -> None:
    op.create_table(
        "centres",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name_ko", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_centres"),
    )


def _create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("modes", sa.JSON(), nullable=False),
        sa.Column("max_text_sessions", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.Text()),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("last_sign_in_at", sa.Double()),
        sa.CheckConstraint(
            "role IN ('counselor', 'supervisor', 'administrator', 'auditor')", name="ck_staff_role"
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_staff_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("centre_id", "login", name="uq_staff_centre_id_login"),
    )


def _create_staff_sessions() -> None:
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("csrf_token", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("last_seen_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_staff_sessions_centre_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_sessions_staff_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_sessions"),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])


def _create_sign_in_links() -> None:
    op.create_table(
        "sign_in_links",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text()),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("used_at", sa.Double()),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_sign_in_links_centre_id"),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name="fk_sign_in_links_created_by"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_sign_in_links_staff_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_in_links"),
    )
    op.create_index("ix_sign_in_links_staff_id", "sign_in_links", ["staff_id"])


def _create_categories() -> None:
    op.create_table(
        "categories",
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text()),
        sa.Column("ko", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_categories_centre_id"),
        sa.PrimaryKeyConstraint("centre_id", "key", name="pk_categories"),
    )


def _create_outcomes() -> None:
    op.create_table(
        "outcomes",
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ko", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_outcomes_centre_id"),
        sa.PrimaryKeyConstraint("centre_id", "key", name="pk_outcomes"),
    )


def _create_inquiries() -> None:
    op.create_table(
        "inquiries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("category", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("keeps_record", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.Double(), nullable=False),
        sa.Column("closed_at", sa.Double()),
        sa.ForeignKeyConstraint(
            ["centre_id", "category"],
            ["categories.centre_id", "categories.key"],
            name="fk_inquiries_centre_id_category",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "outcome"],
            ["outcomes.centre_id", "outcomes.key"],
            name="fk_inquiries_centre_id_outcome",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_inquiries_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inquiries"),
        sa.UniqueConstraint("number", name="uq_inquiries_number"),
    )
    op.create_index(
        "ix_inquiries_centre_id_category_opened_at_id",
        "inquiries",
        ["centre_id", "category", "opened_at", "id"],
    )
    op.create_index(
        "ix_inquiries_centre_id_opened_at_id", "inquiries", ["centre_id", "opened_at", "id"]
    )
    op.create_index(
        "ix_inquiries_centre_id_outcome_opened_at_id",
        "inquiries",
        ["centre_id", "outcome", "opened_at", "id"],
    )


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("inquiry_id", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("keeps_record", sa.Boolean(), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=False),
        sa.Column("caller_name", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("counselor_id", sa.Text()),
        sa.Column("joined_at", sa.Double(), nullable=False),
        sa.Column("answered_at", sa.Double()),
        sa.Column("ended_at", sa.Double()),
        sa.Column("closed_at", sa.Double()),
        sa.Column("end_reason", sa.Text()),
        sa.CheckConstraint("mode IN ('video', 'text')", name="ck_sessions_mode"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_sessions_centre_id"),
        sa.ForeignKeyConstraint(["counselor_id"], ["staff.id"], name="fk_sessions_counselor_id"),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiries.id"], name="fk_sessions_inquiry_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index(
        "ix_sessions_counselor_id_inquiry_id", "sessions", ["counselor_id", "inquiry_id"]
    )
    op.create_index("ix_sessions_inquiry_id_joined_at", "sessions", ["inquiry_id", "joined_at"])
    op.create_index(
        "ix_sessions_unfinished",
        "sessions",
        ["id"],
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", BIG, autoincrement=True, nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text()),
        sa.Column("counselor_id", sa.Text()),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_events_of_counselors",
        "events",
        ["counselor_id", "type", "seq"],
        sqlite_where=sa.text("session_id IS NULL AND counselor_id IS NOT NULL"),
        postgresql_where=sa.text("session_id IS NULL AND counselor_id IS NOT NULL"),
    )
    op.create_index("ix_events_session_id_seq", "events", ["session_id", "seq"])


def _create_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("sender_id", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("delivered_at", sa.Double()),
        sa.CheckConstraint(
            "sender IN ('caller', 'counselor', 'system')", name="ck_messages_sender"
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_messages_centre_id"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_messages_session_id"),
        sa.PrimaryKeyConstraint("session_id", "seq", name="pk_messages"),
        sa.UniqueConstraint("session_id", "client_id", name="uq_messages_session_id_client_id"),
    )


def _create_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("seq", BIG, autoincrement=True, nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_consents_centre_id"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_consents_session_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_consents"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consents_session_id_seq", "consents", ["session_id", "seq"])


def _create_caller_tokens() -> None:
    op.create_table(
        "caller_tokens",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_caller_tokens_centre_id"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_caller_tokens_session_id"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_caller_tokens"),
    )
    op.create_index("ix_caller_tokens_session_id", "caller_tokens", ["session_id"])


def _create_search_texts() -> None:
    op.create_table(
        "search_texts",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("inquiry_id", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_search_texts_centre_id"),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="fk_search_texts_inquiry_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_search_texts"),
        sa.UniqueConstraint("inquiry_id", name="uq_search_texts_inquiry_id"),
    )


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", BIG, autoincrement=True, nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("staff_id", sa.Text()),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object_kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text()),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_centre_id_seq", "audit", ["centre_id", "seq"])


def _create_heartbeats() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeats"),
    )


def _create_search_index() -> None:
    """Trigrams over the folded text (see `recordings.search`)."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        op.create_index(
            "ix_search_texts_body",
            "search_texts",
            ["body"],
            postgresql_using="gin",
            postgresql_ops={"body": "gin_trgm_ops"},
        )
        return
    for statement in SQLITE_SEARCH_INDEX:
        op.execute(statement)
