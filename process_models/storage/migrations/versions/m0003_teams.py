"""Teams: each organisation begins with one, which has its name, its people in their roles, and its maps."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ROLE = sa.String(length=32)


def upgrade() -> None:
    """Take the step."""
    _teams()
    _memberships()
    _grants()
    op.execute(
        "INSERT INTO teams (organisation_id, name, created_at, version)"
        " SELECT id, name, created_at, 1 FROM organisations ORDER BY id"
    )
    op.execute(
        "INSERT INTO memberships (team_id, person_id, role, version) SELECT teams.id, people.id, people.role, 1"
        " FROM people JOIN teams ON teams.organisation_id = people.organisation_id"
    )
    with op.batch_alter_table("maps") as maps:
        maps.add_column(sa.Column("team_id", _WHOLE, nullable=True))
    op.execute("UPDATE maps SET team_id = (SELECT id FROM teams WHERE teams.organisation_id = maps.organisation_id)")
    with op.batch_alter_table("maps") as maps:
        maps.alter_column("team_id", existing_type=_WHOLE, nullable=False)
        maps.create_foreign_key("fk_maps_team_id", "teams", ["team_id"], ["id"])
        maps.create_index("ix_maps_team_id", ["team_id"])


def _teams() -> None:
    op.create_table(
        "teams",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("organisation_id", _WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_teams_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
    )
    op.create_index("ix_teams_organisation_id", "teams", ["organisation_id"])


def _memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("team_id", _WHOLE, nullable=False),
        sa.Column("person_id", _WHOLE, nullable=False),
        sa.Column("role", _ROLE, nullable=False),
        sa.Column("version", _WHOLE, nullable=False),
        _belongs("memberships", "team_id", "teams"),
        _belongs("memberships", "person_id", "people"),
        sa.PrimaryKeyConstraint("team_id", "person_id", name="pk_memberships"),
    )
    op.create_index("ix_memberships_person_id", "memberships", ["person_id"])


def _grants() -> None:
    op.create_table(
        "grants",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("map_id", sa.String(length=64), nullable=False),
        sa.Column("team_id", _WHOLE, nullable=True),
        sa.Column("person_id", _WHOLE, nullable=True),
        sa.Column("role", _ROLE, nullable=False),
        sa.Column("version", _WHOLE, nullable=False),
        sa.CheckConstraint("(team_id IS NULL) <> (person_id IS NULL)", name="ck_grants_one_of_both"),
        _belongs("grants", "map_id", "maps"),
        _belongs("grants", "team_id", "teams"),
        _belongs("grants", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_grants"),
        sa.UniqueConstraint("map_id", "team_id", name="uq_grants_map_id_team_id"),
        sa.UniqueConstraint("map_id", "person_id", name="uq_grants_map_id_person_id"),
    )
    for column in ("map_id", "team_id", "person_id"):
        op.create_index(f"ix_grants_{column}", "grants", [column])


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("maps") as maps:
        maps.drop_index("ix_maps_team_id")
        maps.drop_constraint("fk_maps_team_id", type_="foreignkey")
        maps.drop_column("team_id")
    for table in ("grants", "memberships", "teams"):
        op.drop_table(table)
