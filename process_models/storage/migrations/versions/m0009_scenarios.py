"""Scenarios of maps, by name."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "scenarios",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("supposed", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_scenarios_map_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_scenarios"),
    )
    op.create_index("ix_scenarios_map_id", "scenarios", ["map_id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("scenarios")
