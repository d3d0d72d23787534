"""The drawing in a page: ours or refused, links where one can go, and the labels that somebody typed are only text."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html

from app.services.showing.diagrams import draw
from app.web.drawings import ForeignMarkup, inline
from process_models.domain.chain import ValueChain
from tests.chains import chain
from tests.values import NAMES

HOSTILE = '</title><script>alert(1)</script><a href="javascript:x" onclick="x">&amp;lt;'


def drawn(of: ValueChain) -> bytes:
    """Return the drawing of a chain."""
    return draw(of, "svg").content


def things(of: ValueChain) -> set[str]:
    """Return the ids of all that can be chosen in a chain's drawing."""
    return {f"node-{node.id}" for node in of.nodes} | {f"handoff-{handoff.id}" for handoff in of.handoffs}


def test_everything_in_the_drawing_can_be_chosen_without_script() -> None:
    """Each node and each handoff is a link of the keyboard, called what a screen reader should say."""
    told = chain("ventas -> bodega: Pedido 30/200")
    page = html.fragment_fromstring(inline(drawn(told), page="/maps/m?", linked=things(told), chosen="node-ventas"))
    links = {link.get("id"): link for link in page.iter("a")}
    assert {name: link.get("href") for name, link in links.items()} == {
        "node-ventas": "/maps/m?node=ventas#panel",
        "node-bodega": "/maps/m?node=bodega#panel",
        "handoff-ventas-bodega": "/maps/m?handoff=ventas-bodega#panel",
    }
    assert links["handoff-ventas-bodega"].get("aria-label", "").startswith("Entrega Pedido, de ventas a bodega")
    assert [name for name, link in links.items() if link.get("aria-current")] == ["node-ventas"]
    assert all(link.get("tabindex") is None and link.get("role") is None for link in links.values())


def test_what_is_not_on_the_map_is_no_link() -> None:
    """A lane that stands for many nodes leads nowhere."""
    told = chain("ventas -> bodega: Pedido")
    assert "<a " not in inline(drawn(told), page="/maps/m?", linked=frozenset({"node-other"}))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES)
def test_a_name_is_text_and_nothing_else(name: str) -> None:
    """Whatever a node is called, the page holds the drawing's own elements and no other."""
    told = chain("ventas -> bodega: Pedido")
    named = replace(told, nodes=(replace(told.nodes[0], name=name + HOSTILE), told.nodes[1]))
    page = html.fragment_fromstring(inline(drawn(named), page="/maps/m?", linked=things(named)))
    assert {element.tag for element in page.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "a",
        "rect",
        "path",
        "polygon",
        "text",
    }
    assert all(link.get("href", "").startswith("/maps/m?") for link in page.iter("a"))
    assert not any(key.startswith("on") for element in page.iter() for key in element.attrib)


@pytest.mark.parametrize(
    "foreign",
    [
        b"<script>x</script>",
        b'<g onclick="x"/>',
        b'<a href="/x"/>',
        b'<rect style="fill:red"/>',
        b'<foreignObject xmlns="http://www.w3.org/1999/xhtml"/>',
        b'<text xmlns:x="http://www.w3.org/1999/xlink" x:href="x"/>',
    ],
)
def test_what_our_renderer_never_writes_is_refused(foreign: bytes) -> None:
    """A drawing is not repaired: it is ours, or there is none."""
    with pytest.raises(ForeignMarkup):
        inline(b'<svg xmlns="http://www.w3.org/2000/svg">' + foreign + b"</svg>", page="/")


def test_a_mark_that_leads_nowhere_says_nothing() -> None:
    """Where a page offers no other views, the boxed minus of a frame is but a mark; where it does, a link."""
    told = chain("process todo\nprocess a part_of=todo\nprocess b part_of=todo\na -> b: x")
    closing = "close-frame-todo"
    silent = html.fragment_fromstring(inline(drawn(told), page="/maps/m?", linked=things(told)))
    assert silent.get_element_by_id(closing).get("aria-label") is None
    marked = inline(drawn(told), page="/maps/m?", linked=things(told), marks={closing: "/maps/m?view=collapsed"})
    link = html.fragment_fromstring(marked).get_element_by_id(closing)
    assert (link.tag, link.get("href"), link.get("aria-label")) == ("a", "/maps/m?view=collapsed", "Cerrar todo")
