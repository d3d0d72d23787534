"""Accounts: who people are, how they prove it, and where they are signed in."""
