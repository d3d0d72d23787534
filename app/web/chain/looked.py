"""What the address of a map page asks for."""

from dataclasses import dataclass

from flask import request

from app.services.showing import views
from process_models.domain.chain import ValueChain


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the address of a map page asks for.

    `view` is one of `app.services.showing.views`, or empty for all of it; `node` or `handoff` is what the panel shows,
    `edit` whether in a form; `add` what is to be put in, from `supplier` to `client` where those are said. Without
    `add`, these two are the ends of an arrow that is several handoffs.
    """

    view: str = ""
    node: str = ""
    handoff: str = ""
    edit: bool = False
    add: str = ""
    supplier: str = ""
    client: str = ""

    @classmethod
    def asked(cls, chain: ValueChain) -> "Looked":
        """Return what the request asks for; a large map is opened collapsed."""
        said = request.args
        return cls(
            view=views.known(said.get("view", ""), chain) or views.first(chain),
            node=said.get("node", ""),
            handoff=said.get("handoff", ""),
            edit="edit" in said,
            add=said.get("add", ""),
            supplier=said.get("supplier", ""),
            client=said.get("client", ""),
        )

    @property
    def outcome(self) -> str | None:
        """Whose upstream part is drawn."""
        return views.outcome_of(self.view)

    @property
    def origin(self) -> str | None:
        """Whose failure is followed downstream."""
        return views.origin_of(self.view)

    @property
    def chosen(self) -> str:
        """The thing that the panel shows, in the words of the drawing."""
        return f"handoff-{self.handoff}" if self.handoff else f"node-{self.node}" if self.node else ""

    @property
    def is_arrow(self) -> bool:
        """Whether the panel shows an arrow that is several handoffs."""
        return bool(self.supplier and self.client and not (self.add or self.chosen))

    def values(self) -> dict[str, str]:
        """Return what stands in the address for it."""
        said = {name: getattr(self, name) for name in ("view", "node", "handoff", "add", "supplier", "client")}
        return {name: value for name, value in {**said, "edit": "1" if self.edit else ""}.items() if value}
