"""Canned help and hours: the answer book, notices and who has read them, opening hours."""

import sqlalchemy as sa
from alembic import op

revision = "0003_answers_notices_hours"
down_revision = "0002_keeping"


def upgrade() -> None:
    _create_answers()
    _create_notices()
    _create_notice_reads()
    _create_opening_hours()


def _create_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("category", sa.Text()),
        sa.Column("title_ko", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("text_ko", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("clip", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "category"],
            ["categories.centre_id", "categories.key"],
            name="fk_answers_centre_id_category",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_answers_centre_id"),
        sa.PrimaryKeyConstraint("centre_id", "key", name="pk_answers"),
    )


def _create_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Double(), nullable=False),
        sa.Column("valid_until", sa.Double(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_notices_centre_id"),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name="fk_notices_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index("ix_notices_centre_id_valid_until", "notices", ["centre_id", "valid_until"])


def _create_notice_reads() -> None:
    op.create_table(
        "notice_reads",
        sa.Column("notice_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_notice_reads_centre_id"),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name="fk_notice_reads_notice_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_notice_reads_staff_id"),
        sa.PrimaryKeyConstraint("notice_id", "staff_id", name="pk_notice_reads"),
    )


def _create_opening_hours() -> None:
    op.create_table(
        "opening_hours",
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("message_ko", sa.Text(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        sa.Column("clip", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_opening_hours_centre_id"),
        sa.PrimaryKeyConstraint("centre_id", "mode", name="pk_opening_hours"),
    )
