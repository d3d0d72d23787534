"""The table of handoffs as its address asks for it, and the page of one handoff."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from flask import request

from app.services.showing import handoff_table, overview
from app.services.showing.handoff_table import ORDERS, Filter
from app.services.showing.overview import Given
from app.web import asking, context
from app.web.addresses import url_for
from app.web.comments import talk
from app.web.editing import form_page
from app.web.editing.form_page import FormPage, Removal
from app.web.editing.sayings import Choices, Sayings
from app.web.editing.things import HANDOFF
from process_models.domain.chain import Node
from process_models.domain.comments import SubjectKind
from process_models.domain.maps import ValueChainMap

ROWS_PER_PAGE = 100
DESCENDING = "descending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address of the table asks for: which rows, in which order, which page of them; `edit` names a row."""

    wanted: Filter
    sort: str = ""
    order: str = ""
    page: int = 1
    edit: str = ""
    as_matrix: bool = False

    @classmethod
    def asked(cls) -> "Asked":
        """Return what the request asks for; a form of the table says where it stands by fields that begin `table.`."""
        if request.method == "POST":
            start = "table."
            found = {name.removeprefix(start): text for name, text in request.form.items() if name.startswith(start)}
        else:
            found = request.args.to_dict()
        return cls.of(found)

    @classmethod
    def of(cls, said: Mapping[str, str]) -> "Asked":
        """Return what an address asks for."""
        page = said.get("page", "1")
        return cls(
            wanted=Filter(
                text=said.get("q", ""),
                supplier=said.get("supplier", ""),
                client=said.get("client", ""),
                evidence=said.get("evidence", ""),
                channel=said.get("channel", ""),
            ),
            sort=said.get("sort", "") if said.get("sort", "") in ORDERS else "",
            order=DESCENDING if said.get("order") == DESCENDING else "",
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
            edit=said.get("edit", ""),
            as_matrix=said.get("as") == "matrix",
        )

    def values(self) -> dict[str, str]:
        """Return what stands in the address for it."""
        said = {
            "q": self.wanted.text,
            "supplier": self.wanted.supplier,
            "client": self.wanted.client,
            "evidence": self.wanted.evidence,
            "channel": self.wanted.channel,
            "sort": self.sort,
            "order": self.order,
            "page": str(self.page) if self.page > 1 else "",
            "edit": self.edit,
            "as": "matrix" if self.as_matrix else "",
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The address of the table, and where its links lead."""

    opened: ValueChainMap
    asked: Asked

    def sorted_by(self, column: str) -> str:
        """Return the table sorted by a column: the worst first at the first click on a rate, turned at the next."""
        turned = column == self.asked.sort and not self.asked.order
        first = DESCENDING if column == "rate" and column != self.asked.sort else ""
        return self._address(replace(self.asked, sort=column, order=DESCENDING if turned else first, page=1, edit=""))

    def way(self, column: str) -> str:
        """Return how the table is sorted by a column, in ARIA's words."""
        if column != self.asked.sort:
            return "none"
        return self.asked.order or "ascending"

    def editing(self, handoff: str) -> str:
        """Return the table with one row open; with none if it is not named."""
        return self._address(replace(self.asked, edit=handoff))

    def row(self, handoff: str) -> str:
        """Return one row of the table alone, as a script asks for it."""
        values: dict[str, Any] = {**replace(self.asked, edit="").values(), "row": "1"}
        return url_for("handoffs.row", map_id=self.opened.id, handoff_id=handoff, **values)

    def of_pair(self, supplier: Node, client: Node) -> str:
        """Return the rows between two."""
        wanted = replace(self.asked.wanted, supplier=supplier.id, client=client.id)
        return self._address(replace(self.asked, wanted=wanted, as_matrix=False, page=1, edit=""))

    def page(self, number: int) -> str:
        """Return another page of it."""
        return self._address(replace(self.asked, page=number, edit=""))

    def as_matrix(self) -> str:
        """Return the same as suppliers by clients."""
        return self._address(replace(self.asked, as_matrix=True, page=1, edit=""))

    def as_table(self) -> str:
        """Return the same as a table."""
        return self._address(replace(self.asked, as_matrix=False))

    def everything(self) -> str:
        """Return the table without its filter."""
        return self._address(Asked(wanted=Filter(), as_matrix=self.asked.as_matrix))

    def _address(self, asked: Asked) -> str:
        values: dict[str, Any] = dict(asked.values())
        return url_for("handoffs.index", map_id=self.opened.id, **values)


def table_values(opened: ValueChainMap, asked: Asked) -> dict[str, object]:
    """Return all that the table or the matrix shows."""
    everything = overview.handoffs(opened.chain)
    found = handoff_table.selected(everything, asked.wanted)
    rows = handoff_table.ordered(found, asked.sort, descending=asked.order == DESCENDING)
    pages = max(1, ceil(len(rows) / ROWS_PER_PAGE))
    page = min(max(1, asked.page), pages)
    return {
        **_common(opened),
        "asked": asked,
        "table": Table(opened=opened, asked=replace(asked, page=page)),
        "rows": rows[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE],
        "totals": handoff_table.totals(found),
        "all": len(everything),
        "page": page,
        "pages": pages,
        "matrix": handoff_table.matrix(found, opened.chain.nodes) if asked.as_matrix else None,
        "new": form_page.blank(opened, HANDOFF, {}, "table"),
        "form": _form_of_row(opened, asked),
    }


def row_values(opened: ValueChainMap, handoff: str, form: FormPage | None = None) -> dict[str, object]:
    """Return all that one row of the table shows; with its form as it was sent, where that was refused."""
    asked = replace(Asked.asked(), edit=handoff if "edit" in request.args else "")
    return {
        **_common(opened),
        "asked": asked,
        "table": Table(opened=opened, asked=asked),
        "given": overview.handoff(opened.chain, handoff),
        "form": form or _form_of_row(opened, asked),
    }


def values(opened: ValueChainMap, handoff: str) -> dict[str, object]:
    """Return all that the page of one handoff shows."""
    given: Given = overview.handoff(opened.chain, handoff)
    may = asking.can_edit()
    return {
        **_common(opened),
        "given": given,
        "talk": talk.about(opened.id, SubjectKind.HANDOFF, given.handoff.id, "page"),
        "owns": asking.owns(),
        "form": form_page.written(opened, HANDOFF, handoff, "page") if may else None,
        "removal_question": Removal.of(opened, HANDOFF, handoff, "page"),
    }


def _common(opened: ValueChainMap) -> dict[str, object]:
    words = context.words()
    return {
        "opened": opened,
        "say": Sayings(words=words),
        "choices": Choices(words=words, chain=opened.chain),
        "can_edit": asking.can_edit(),
        "said": {
            subject.thing: count
            for subject, count in talk.counts(opened.id).items()
            if subject.kind is SubjectKind.HANDOFF
        },
    }


def _form_of_row(opened: ValueChainMap, asked: Asked) -> FormPage | None:
    if not asked.edit or not asking.can_edit() or not HANDOFF.has(opened.chain, asked.edit):
        return None
    return form_page.written(opened, HANDOFF, asked.edit, "table")
