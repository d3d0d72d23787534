"""What guests propose, as scripts are told."""

from process_models.domain.guests import Proposal


def document(proposal: Proposal) -> dict[str, object]:
    """Return a proposal for scripts."""
    return {
        "id": proposal.id,
        "guest": proposal.guest,
        "area": proposal.area,
        "client": proposal.client,
        "gives": proposal.gives,
        "supplier": proposal.supplier,
        "receives": proposal.receives,
        "state": proposal.state.value,
    }
