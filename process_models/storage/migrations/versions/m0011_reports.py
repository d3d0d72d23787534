"""Printed reports of maps, their files, and the choices that teams keep."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def _chosen() -> tuple[sa.Column[str], ...]:
    return (
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("paper", sa.String(length=16), nullable=False),
        sa.Column("sections", sa.Text(), nullable=False),
        sa.Column("classification", sa.Text(), nullable=False),
        sa.Column("uncontrolled", sa.Text(), nullable=False),
    )


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "reports",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("ordered_by", _WHOLE, nullable=False),
        sa.Column("revision", _WHOLE, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_chosen(),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("size", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_reports_map_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["ordered_by"], ["people.id"], name="fk_reports_ordered_by"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_index("ix_reports_map_id", "reports", ["map_id"])
    op.create_index("ix_reports_ordered_by", "reports", ["ordered_by"])
    _files()
    _templates()


def _files() -> None:
    op.create_table(
        "report_files",
        sa.Column("report_id", _WHOLE, nullable=False),
        sa.Column("ordered_by", _WHOLE, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_report_files_report_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["ordered_by"], ["people.id"], name="fk_report_files_ordered_by"),
        sa.PrimaryKeyConstraint("report_id", name="pk_report_files"),
    )
    op.create_index("ix_report_files_ordered_by", "report_files", ["ordered_by"])


def _templates() -> None:
    op.create_table(
        "report_templates",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("team_id", _WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *_chosen(),
        sa.Column("version", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_report_templates_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_report_templates"),
    )
    op.create_index("ix_report_templates_team_id", "report_templates", ["team_id"])


def downgrade() -> None:
    """Take it back."""
    for name in ("report_templates", "report_files", "reports"):
        op.drop_table(name)
