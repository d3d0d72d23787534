"""The SIPOC table of one process, as its page shows it."""

from app.formats import sipoc
from app.formats.sipoc import Block
from process_models.domain.chain import Node, ValueChain

__all__ = ["Block", "block"]


def block(chain: ValueChain, node: Node, language: str) -> Block | None:
    """Return who gives what to a process and what it gives to whom, None where there is nothing to tell."""
    return sipoc.block(chain, node.id, language)
