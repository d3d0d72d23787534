"""Accounts: what proves who somebody is, sign-ins, links, attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_DIGEST = sa.String(length=64)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "credentials",
        sa.Column("person_id", _WHOLE, nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("totp_secret", sa.Text(), nullable=True),
        sa.Column("totp_counter", _WHOLE, nullable=True),
        _of_person("credentials"),
        sa.PrimaryKeyConstraint("person_id", name="pk_credentials"),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("person_id", _WHOLE, nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
        _of_person("recovery_codes"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_codes"),
        sa.UniqueConstraint("person_id", "digest", name="uq_recovery_codes_person_id_digest"),
    )
    _sign_ins()
    _links()
    op.create_table(
        "attempts",
        sa.Column("subject", _DIGEST, nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("count", _WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_attempts"),
    )
    op.create_index("ix_attempts_since", "attempts", ["since"])


def _sign_ins() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("person_id", _WHOLE, nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("awaits_code", sa.Boolean(), nullable=False),
        _of_person("sign_ins"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_ins"),
        sa.UniqueConstraint("digest", name="uq_sign_ins_digest"),
    )
    op.create_index("ix_sign_ins_person_id", "sign_ins", ["person_id"])


def _links() -> None:
    op.create_table(
        "sign_in_links",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("person_id", _WHOLE, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("spent_at", _MOMENT, nullable=True),
        sa.Column("resets_code", sa.Boolean(), nullable=False),
        _of_person("sign_in_links"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_links"),
        sa.UniqueConstraint("digest", name="uq_sign_in_links_digest"),
    )
    op.create_index("ix_sign_in_links_person_id", "sign_in_links", ["person_id"])


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=f"fk_{table}_person_id", ondelete="CASCADE")


def downgrade() -> None:
    """Take it back."""
    for table in ("attempts", "sign_in_links", "sign_ins", "recovery_codes", "credentials"):
        op.drop_table(table)
