"""Improvement: what would be if, saved scenarios, which actions to buy, what to measure next."""

from app.web.improvement import planning, scenarios, what_if
from app.web.improvement.pages import blueprint

__all__ = ["blueprint", "planning", "scenarios", "what_if"]
