"""The first tables: people, maps, and what was done to them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "organisations",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
    )
    op.create_table(
        "people",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("organisation_id", _WHOLE, nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.String(length=320), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("is_disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_people_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("email_key", name="uq_people_email_key"),
    )
    op.create_index("ix_people_organisation_id", "people", ["organisation_id"])

    op.create_table(
        "idempotency_keys",
        sa.Column("person_id", _WHOLE, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_idempotency_keys_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "key", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])

    op.create_table(
        "maps",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", _WHOLE, nullable=False),
        sa.Column("revision", _WHOLE, nullable=False),
        sa.Column("evidence_version", _WHOLE, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", _WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("minimum_group", _WHOLE, nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("extensions", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name="fk_maps_changed_by"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_maps_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_maps"),
    )
    op.create_index("ix_maps_changed_by", "maps", ["changed_by"])
    op.create_index("ix_maps_organisation_id", "maps", ["organisation_id"])

    op.create_table(
        "actions",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("place", _WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("cost", sa.Double(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_actions_map_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("map_id", "id", name="pk_actions"),
    )
    op.create_table(
        "changes",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("revision", _WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", _WHOLE, nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("inverse", sa.Text(), nullable=False),
        sa.Column("touched", sa.Text(), nullable=False),
        sa.Column("undoes", _WHOLE, nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name="fk_changes_author_id"),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_changes_map_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("map_id", "revision", name="pk_changes"),
    )
    op.create_index("ix_changes_author_id", "changes", ["author_id"])

    op.create_table(
        "evidence",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=72), nullable=False),
        sa.Column("total", sa.Double(), nullable=True),
        sa.Column("own", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_evidence_map_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("map_id", "subject", name="pk_evidence"),
    )
    op.create_table(
        "nodes",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("place", _WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("process_kind", sa.String(length=32), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("part_of", sa.String(length=64), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=True),
        sa.Column("channels", sa.String(length=255), nullable=False),
        sa.Column("position_x", sa.Double(), nullable=True),
        sa.Column("position_y", sa.Double(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("extensions", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["map_id", "part_of"],
            ["nodes.map_id", "nodes.id"],
            name="fk_nodes_map_id_part_of",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_nodes_map_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("map_id", "id", name="pk_nodes"),
    )
    op.create_table(
        "deliveries",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=72), nullable=False),
        sa.Column("count", _WHOLE, nullable=False),
        sa.Column("failed", _WHOLE, nullable=False),
        sa.Column("late", _WHOLE, nullable=True),
        sa.Column("incomplete", _WHOLE, nullable=True),
        sa.Column("wrong", _WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["map_id", "subject"],
            ["evidence.map_id", "evidence.subject"],
            name="fk_deliveries_map_id_subject",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("map_id", "subject", name="pk_deliveries"),
    )
    op.create_table(
        "handoff_groups",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("place", _WHOLE, nullable=False),
        sa.Column("client", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("required", _WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["map_id", "client"],
            ["nodes.map_id", "nodes.id"],
            name="fk_handoff_groups_map_id_client",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_handoff_groups_map_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("map_id", "id", name="pk_handoff_groups"),
    )
    op.create_table(
        "none_because",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("node_id", sa.String(length=64), nullable=False),
        sa.Column("place", _WHOLE, nullable=False),
        sa.Column("viewpoint", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["map_id", "node_id"],
            ["nodes.map_id", "nodes.id"],
            name="fk_none_because_map_id_node_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("map_id", "node_id", "place", name="pk_none_because"),
    )
    op.create_table(
        "ratings",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=72), nullable=False),
        sa.Column("place", _WHOLE, nullable=False),
        sa.Column("score", _WHOLE, nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=True),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("importance", _WHOLE, nullable=True),
        sa.Column("requirement", sa.String(length=64), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["map_id", "subject"],
            ["evidence.map_id", "evidence.subject"],
            name="fk_ratings_map_id_subject",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("map_id", "subject", "place", name="pk_ratings"),
    )
    op.create_table(
        "score_counts",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=72), nullable=False),
        sa.Column("place", _WHOLE, nullable=False),
        sa.Column("score", _WHOLE, nullable=False),
        sa.Column("count", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["map_id", "subject"],
            ["evidence.map_id", "evidence.subject"],
            name="fk_score_counts_map_id_subject",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("map_id", "subject", "place", name="pk_score_counts"),
    )
    op.create_table(
        "handoffs",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("place", _WHOLE, nullable=False),
        sa.Column("supplier", sa.String(length=64), nullable=False),
        sa.Column("client", sa.String(length=64), nullable=False),
        sa.Column("deliverable", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("agreed_amount", sa.Double(), nullable=True),
        sa.Column("agreed_unit", sa.String(length=32), nullable=True),
        sa.Column("dependency", sa.Double(), nullable=True),
        sa.Column("containment", sa.Double(), nullable=True),
        sa.Column("group_id", sa.String(length=64), nullable=True),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("extensions", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["map_id", "client"],
            ["nodes.map_id", "nodes.id"],
            name="fk_handoffs_map_id_client",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["map_id", "group_id"],
            ["handoff_groups.map_id", "handoff_groups.id"],
            name="fk_handoffs_map_id_group_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["map_id", "supplier"],
            ["nodes.map_id", "nodes.id"],
            name="fk_handoffs_map_id_supplier",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_handoffs_map_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("map_id", "id", name="pk_handoffs"),
    )
    op.create_table(
        "action_changes",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("action_id", sa.String(length=64), nullable=False),
        sa.Column("place", _WHOLE, nullable=False),
        sa.Column("handoff", sa.String(length=64), nullable=True),
        sa.Column("node", sa.String(length=64), nullable=True),
        sa.Column("own", sa.Double(), nullable=True),
        sa.Column("own_times", sa.Double(), nullable=True),
        sa.Column("dependency", sa.Double(), nullable=True),
        sa.Column("containment", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["map_id", "action_id"],
            ["actions.map_id", "actions.id"],
            name="fk_action_changes_map_id_action_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["map_id", "handoff"],
            ["handoffs.map_id", "handoffs.id"],
            name="fk_action_changes_map_id_handoff",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["map_id", "node"],
            ["nodes.map_id", "nodes.id"],
            name="fk_action_changes_map_id_node",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("map_id", "action_id", "place", name="pk_action_changes"),
    )
    op.create_table(
        "requirements",
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("handoff_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("place", _WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=True),
        sa.Column("dimension", sa.String(length=32), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("importance", _WHOLE, nullable=True),
        sa.Column("evidence", sa.String(length=32), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["map_id", "handoff_id"],
            ["handoffs.map_id", "handoffs.id"],
            name="fk_requirements_map_id_handoff_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("map_id", "handoff_id", "id", name="pk_requirements"),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("requirements")
    op.drop_table("action_changes")
    op.drop_table("handoffs")
    op.drop_table("score_counts")
    op.drop_table("ratings")
    op.drop_table("none_because")
    op.drop_table("handoff_groups")
    op.drop_table("deliveries")
    op.drop_table("nodes")
    op.drop_table("evidence")
    op.drop_index("ix_changes_author_id", "changes")

    op.drop_table("changes")
    op.drop_table("actions")
    op.drop_index("ix_maps_organisation_id", "maps")
    op.drop_index("ix_maps_changed_by", "maps")

    op.drop_table("maps")
    op.drop_index("ix_idempotency_keys_created_at", "idempotency_keys")

    op.drop_table("idempotency_keys")
    op.drop_index("ix_people_organisation_id", "people")

    op.drop_table("people")
    op.drop_table("organisations")
