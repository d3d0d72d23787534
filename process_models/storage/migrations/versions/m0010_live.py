"""Working together: who is where, links for guests, guests, and what they propose."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_MAP = sa.String(length=64)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "presences",
        sa.Column("person_id", _WHOLE, nullable=False),
        sa.Column("tab", sa.String(length=64), nullable=False),
        sa.Column("map_id", _MAP, nullable=False),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_presences_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_presences_map_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "tab", name="pk_presences"),
    )
    op.create_index("ix_presences_map_id", "presences", ["map_id"])
    _guests()


def _guests() -> None:
    op.create_table(
        "guest_links",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("map_id", _MAP, nullable=False),
        sa.Column("organisation_id", _WHOLE, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.Column("news", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_guest_links_map_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_guest_links_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_guest_links"),
        sa.UniqueConstraint("digest", name="uq_guest_links_digest"),
    )
    op.create_index("ix_guest_links_map_id", "guest_links", ["map_id"])
    op.create_index("ix_guest_links_organisation_id", "guest_links", ["organisation_id"])
    op.create_table(
        "guests",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("link_id", _WHOLE, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["guest_links.id"], name="fk_guests_link_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_guests"),
        sa.UniqueConstraint("digest", name="uq_guests_digest"),
    )
    op.create_index("ix_guests_link_id", "guests", ["link_id"])
    op.create_table(
        "proposals",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("link_id", _WHOLE, nullable=False),
        sa.Column("guest_id", _WHOLE, nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("gives", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("receives", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("news", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["guest_links.id"], name="fk_proposals_link_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name="fk_proposals_guest_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
    )
    op.create_index("ix_proposals_link_id", "proposals", ["link_id"])
    op.create_index("ix_proposals_guest_id", "proposals", ["guest_id"])


def downgrade() -> None:
    """Take it back."""
    for name in ("proposals", "guests", "guest_links", "presences"):
        op.drop_table(name)
