"""Comments on maps and the things on them, and for whom they are."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_IDENTIFIER = sa.String(length=64)
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "comments",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("map_id", _IDENTIFIER, nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", _IDENTIFIER, nullable=False),
        sa.Column("thread_id", _WHOLE, nullable=True),
        sa.Column("author_id", _WHOLE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("edited_at", _TIME, nullable=True),
        sa.Column("resolved_at", _TIME, nullable=True),
        sa.Column("resolved_by", _WHOLE, nullable=True),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("version", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_comments_map_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["thread_id"], ["comments.id"], name="fk_comments_thread_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name="fk_comments_author_id"),
        sa.ForeignKeyConstraint(["resolved_by"], ["people.id"], name="fk_comments_resolved_by"),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
    )
    op.create_index("ix_comments_author_id", "comments", ["author_id"])
    op.create_index("ix_comments_resolved_by", "comments", ["resolved_by"])
    op.create_index("ix_comments_thread_id", "comments", ["thread_id"])
    subject = ["map_id", "subject_kind", "subject_id"]
    op.create_index("ix_comments_map_id_subject_kind_subject_id", "comments", subject)
    op.create_table(
        "comment_notices",
        sa.Column("person_id", _WHOLE, nullable=False),
        sa.Column("comment_id", _WHOLE, nullable=False),
        sa.Column("is_mention", sa.Boolean(), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_comment_notices_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name="fk_comment_notices_comment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "comment_id", name="pk_comment_notices"),
    )
    op.create_index("ix_comment_notices_comment_id", "comment_notices", ["comment_id"])
    op.create_index("ix_comment_notices_person_id_is_read", "comment_notices", ["person_id", "is_read"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("comment_notices")
    op.drop_table("comments")
