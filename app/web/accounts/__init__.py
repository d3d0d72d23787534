"""Accounts: coming in, one's own account, going out."""

from app.web.accounts import entrance, organisation, own, own_data, single_sign_on, tokens
from app.web.accounts.pages import blueprint

__all__ = ["blueprint", "entrance", "organisation", "own", "own_data", "single_sign_on", "tokens"]
