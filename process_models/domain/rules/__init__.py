"""The rules of a map: every problem at once, in the document's order, each with its JSON pointer.

One module for each subject. Inside them a pointer is relative to the thing at hand; `under` puts it in its place.
"""

from itertools import chain as joined

from process_models.domain.chain import ValueChain
from process_models.domain.problems import Problem
from process_models.domain.rules.actions import action_problems
from process_models.domain.rules.groups import group_problems
from process_models.domain.rules.handoffs import handoff_problems
from process_models.domain.rules.header import closing_problems, header_problems
from process_models.domain.rules.known import Known
from process_models.domain.rules.nodes import node_problems
from process_models.domain.rules.warnings import warnings

__all__ = ["problems", "warnings"]


def problems(chain: ValueChain) -> tuple[Problem, ...]:
    """Return everything that keeps a chain from being a valid map, in the order of its document."""
    known = Known.of(chain)
    return tuple(
        joined(
            header_problems(chain),
            node_problems(chain, known),
            handoff_problems(chain, known),
            group_problems(chain, known),
            action_problems(chain, known),
            closing_problems(chain),
        )
    )
