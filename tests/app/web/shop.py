"""A small map on a database, the browser of somebody who edits it, and what a test of its pages needs."""

from flask import Flask

from app.services.keeping import editing, maps
from process_models.domain.chain import ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import HandoffId
from process_models.domain.maps import ValueChainMap
from process_models.storage.session import Database
from tests.cast import Cast, actor, client_of
from tests.chains import chain
from tests.page_forms import Element, page_of

SHOP = chain(
    """
    process ventas name=Ventas lane=Comercial
    process bodega name=Bodega
    customer cliente name=Cliente
    ventas -> bodega: Pedido 30/200 d=0.8
    bodega -> cliente: Mercancía
    proveedor -> bodega: Cajas
    """
)
PARTIAL = {"HX-Request": "true"}
REMOVE = {"kind": "remove-handoff", "handoff": "ventas-bodega"}


class Site:
    """A map on a database, and the browser of somebody who edits it."""

    def __init__(self, app: Flask, database: Database, cast: Cast, content: ValueChain = SHOP) -> None:
        self.app, self.database, self.cast = app, database, cast
        self.editor = client_of(app, cast.editor)
        with database.writing() as session:
            self.map = maps.create(session, actor(cast.owner), chain=content)
        self.at = f"/maps/{self.map}"

    def now(self) -> ValueChainMap:
        """Return the map as it is."""
        with self.database.reading() as session:
            return maps.opened(session, actor(self.cast.owner), map_id=self.map)

    def drawn(self, path: str) -> Element:
        """Return a page once its drawing is made: on a busy machine that takes longer than a page waits."""
        for _ in range(20):
            page = page_of(self.editor.get(self.at + path))
            if page.xpath("//*[local-name()='svg']"):
                break
        return page

    def pedido(self) -> Evidence | None:
        """Return what is known of the order."""
        handoff = self.now().chain.handoff(HandoffId("ventas-bodega"))
        assert handoff is not None
        return handoff.failure

    def somebody_else(self, command: editing.ParsedCommand | object) -> None:
        """Let the owner change the map meanwhile."""
        with self.database.writing() as session:
            editing.apply(
                session,
                actor(self.cast.owner),
                map_id=self.map,
                command=command,  # type: ignore[arg-type]
                base_revision=self.now().revision,
            )
