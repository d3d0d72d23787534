"""The verbs of tokens: made and written once, listed by their beginning, revoked."""

from datetime import UTC, datetime

from app.services.accounts import tokens
from process_models.storage.session import Database
from tests.app.cli.test_kept import Eslabon, eslabon, us
from tests.organisations import Team

__all__ = ["eslabon", "us"]


def test_a_token_is_made_listed_and_revoked(eslabon: Eslabon, us: Team, database: Database) -> None:
    """What is written opens until it is revoked; whoever has no account has no token."""
    email = f"Emilio-{us.owner.organisation}@example.org"
    shown = eslabon.data(f"token add {email} --name Informe --scope write --days 7")
    with database.reading() as session:
        found = tokens.found(session, shown=shown, now=datetime.now(UTC))
    assert found is not None
    assert found.scope == "write"
    assert eslabon.data(f"token list {email}").split()[:2] == [found.prefix, "write"]
    assert eslabon(f"token revoke {found.prefix}")[0] == 0
    assert "revoked" in eslabon.data(f"token list {email}")
    with database.reading() as session:
        assert tokens.found(session, shown=shown, now=datetime.now(UTC)) is None
    eslabon.refusal("token revoke eslabon_nobodys1")
    eslabon.refusal("token add nadie@example.org --name X")
    assert eslabon(f"token add {email} --name X --days 366")[0] == 2
