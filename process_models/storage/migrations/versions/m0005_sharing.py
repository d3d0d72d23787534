"""Links that somebody hands out: invitations into a team, and maps to look at without an account."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_DIGEST = sa.String(length=64)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "invitations",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("team_id", _WHOLE, nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.String(length=320), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        _moment("made_at"),
        _moment("expires_at"),
        _moment("spent_at", nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_invitations_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("digest", name="uq_invitations_digest"),
    )
    op.create_index("ix_invitations_team_id", "invitations", ["team_id"])
    op.create_index("ix_invitations_email_key", "invitations", ["email_key"])
    op.create_table(
        "share_links",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", _WHOLE, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        _moment("made_at"),
        _moment("expires_at"),
        _moment("revoked_at", nullable=True),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_share_links_map_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_share_links_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_share_links"),
        sa.UniqueConstraint("digest", name="uq_share_links_digest"),
    )
    op.create_index("ix_share_links_map_id", "share_links", ["map_id"])
    op.create_index("ix_share_links_organisation_id", "share_links", ["organisation_id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("share_links")
    op.drop_table("invitations")


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
