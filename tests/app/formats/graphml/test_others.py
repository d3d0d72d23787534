"""GraphML that others wrote or edited: yEd, Gephi, networkx; and what they may hold that a map cannot."""

import io
import re

import networkx as nx
import pytest

from app.formats.graphml import generate_graphml, parse_graphml
from app.wording import LANGUAGES, wording
from process_models.domain.chain import Position, ValueChain
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.vocabulary import NodeKind
from tests.chains import chain

YED = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <!--Created by hand, in the manner of an editor-->
  <key attr.name="Description" attr.type="string" for="graph" id="d0"/>
  <key for="port" id="d1" yfiles.type="portgraphics"/>
  <key attr.name="url" attr.type="string" for="node" id="d4"/>
  <key attr.name="description" attr.type="string" for="node" id="d5"/>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <data key="d0" xml:space="preserve"/>
    <node id="n0">
      <data key="d5" xml:space="preserve"><![CDATA[Recibe & revisa]]></data>
      <data key="d6">
        <y:ShapeNode>
          <y:Geometry height="30.0" width="100.0" x="10.0" y="20.0"/>
          <y:NodeLabel alignment="center" xml:space="preserve">Ventas
mayoristas<y:LabelModel><y:SmartNodeLabelModel distance="4.0"/></y:LabelModel></y:NodeLabel>
          <y:Shape type="rectangle"/>
        </y:ShapeNode>
      </data>
    </node>
    <node id="n1"><data key="d6"><y:GenericNode configuration="x"><y:NodeLabel>Bodega</y:NodeLabel></y:GenericNode>
    </data></node>
    <edge id="e0" source="n0" target="n1">
      <data key="d10"><y:PolyLineEdge><y:EdgeLabel>Pedido<y:LabelModel/></y:EdgeLabel></y:PolyLineEdge></data>
    </edge>
  </graph>
</graphml>"""

STORY = chain(
    """
    process ventas name=Ventas
    process bodega name=Bodega
    customer cliente name=Cliente
    ventas -> bodega: Pedido 30/200 id=pedido
    bodega -> cliente: Caja 5/100 id=caja
    """,
    name="Pedidos",
)


def graph(content: str, *, edgedefault: str = ' edgedefault="directed"') -> bytes:
    """Return a small file around some elements; its first line is the first of the elements."""
    return f'<graphml><graph id="G"{edgedefault}>{content}</graph></graphml>'.encode()


A, B = (f'<node id="{name}"><data key="label">{name}</data></node>' for name in "AB")
EDGE = '<edge id="e" source="A" target="B"><data key="label">x</data></edge>'


def edited(chain: ValueChain, *changes: tuple[str, str]) -> ValueChain:
    """Return what is read of a chain's file in which something was changed."""
    content = generate_graphml(chain).content.decode()
    for before, after in changes:
        assert before in content
        content = content.replace(before, after)
    result = parse_graphml(content.encode())
    assert result.chain is not None, result.problems
    return result.chain


def test_a_file_of_yed_is_read() -> None:
    """Names in lines inside of labels, descriptions, places; everything is a process until somebody says otherwise."""
    result = parse_graphml(YED.encode(), language="es")
    assert result.problems[0].code == "process-without-client"
    found = result.chain
    assert found is not None
    assert [(node.id, node.name, node.kind) for node in found.nodes] == [
        ("ventas-mayoristas", "Ventas mayoristas", NodeKind.PROCESS),
        ("bodega", "Bodega", NodeKind.PROCESS),
    ]
    assert found.nodes[0].description == "Recibe & revisa"
    assert found.nodes[0].position == Position(x=60, y=35)
    assert [(each.id, each.deliverable) for each in found.handoffs] == [("ventas-mayoristas-bodega-pedido", "Pedido")]
    assert result.says.in_full == frozenset()


def test_a_file_of_networkx_is_read() -> None:
    """Plain attributes, typed; nodes that have but an id are called so."""
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    drawn.add_node("n1", label="Nómina", kind="process", lane="Personal")
    drawn.add_node("n2", name="Agentes", kind="empleados")
    drawn.add_edge("n1", "n2", label="Pago", deliveries=10, failed=2, dependency=0.5, colour="red")
    drawn.add_edge("Bancos", "n1", deliverable="Archivo", weight=3.0)
    content = io.BytesIO()
    nx.write_graphml(drawn, content)
    result = parse_graphml(content.getvalue())
    assert result.chain is not None, result.problems
    assert [(node.name, node.kind, node.lane) for node in result.chain.nodes] == [
        ("Nómina", "process", "Personal"),
        ("Agentes", "employees", ""),
        ("Bancos", "process", ""),
    ]
    pay, file = result.chain.handoffs
    assert (pay.deliverable, pay.dependency, file.deliverable) == ("Pago", 0.5, "Archivo")
    assert pay.failure == Evidence(deliveries=Deliveries(count=10, failed=2))
    assert result.says.kinds == {"node:nomina", "node:agentes"}
    assert [problem.code for problem in result.problems][:2] == ["graphml-unnamed", "graphml-attributes-unread"]


def test_a_file_of_gephi_is_read() -> None:
    """Its keys are called after what they hold; colours, sizes and places are its own."""
    content = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
    <key attr.name="label" attr.type="string" for="node" id="label"/>
    <key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
    <key attr.name="weight" attr.type="double" for="edge" id="weight"/>
    <key attr.name="r" attr.type="int" for="node" id="r"/><key attr.name="x" attr.type="float" for="node" id="x"/>
    <graph edgedefault="directed">
    <node id="0"><data key="label">Ventas</data><data key="r">9</data><data key="x">1.5</data></node>
    <node id="1"><data key="label">Bodega</data></node>
    <edge id="0" source="0" target="1"><data key="edgelabel">Pedido</data><data key="weight">1.0</data></edge>
    </graph></graphml>"""
    result = parse_graphml(content.encode())
    assert result.chain is not None
    assert [node.name for node in result.chain.nodes] == ["Ventas", "Bodega"]
    assert result.chain.handoffs[0].deliverable == "Pedido"
    assert [problem.code for problem in result.problems] == ["process-without-client"]


def test_what_was_edited_elsewhere_is_taken_and_the_rest_is_kept() -> None:
    """A label in yEd, a value in Gephi; everything else of the thing stays."""
    renamed = edited(STORY, (">Ventas</y:NodeLabel>", ">Ventas\nal detal</y:NodeLabel>"))
    assert renamed.nodes[0].name == "Ventas al detal"
    assert renamed.handoffs == STORY.handoffs
    assert edited(STORY, ('"node_label">Ventas<', '"node_label">Comercio<')).nodes[0].name == "Comercio"
    handoff = edited(STORY, (">Pedido\n15 % · 30/200<", ">Pedido firmado\n15 % · 30/200<")).handoffs[0]
    assert (handoff.deliverable, handoff.failure) == ("Pedido firmado", STORY.handoffs[0].failure)
    counted = edited(STORY, ('"edge_failed">30<', '"edge_failed">40<')).handoffs[0]
    assert counted.failure == Evidence(deliveries=Deliveries(count=200, failed=40))
    assert edited(STORY, ('source="ventas" target="bodega"', 'source="bodega" target="ventas"')).handoffs[0].client == (
        "ventas"
    )


def test_a_node_that_was_moved_in_yed_stays_there() -> None:
    """And only that one has a place then."""
    content = generate_graphml(STORY).content.decode()
    box = re.search(r'<y:Geometry x="([^"]+)"', content)
    assert box is not None
    moved = edited(STORY, (box[0], box[0].replace(box[1], str(float(box[1]) + 100))))
    assert [node.position is not None for node in moved.nodes] == [True, False, False]


def test_what_was_copied_gets_an_id_of_its_own() -> None:
    """A copy in yEd has all the attributes of its original, our own among them."""
    content = generate_graphml(STORY).content.decode()
    start, end = content.index('<node id="bodega">'), content.index('<node id="cliente">')
    copy = content[start:end].replace('id="bodega"', 'id="n9"')
    result = parse_graphml((content[:end] + copy + content[end:]).encode())
    assert result.chain is not None
    assert [node.id for node in result.chain.nodes] == ["ventas", "bodega", "bodega-2", "cliente"]


def test_what_was_taken_out_elsewhere_leaves_no_loose_ends() -> None:
    """A group of which a member is gone needs fewer; actions name only what is there."""
    story = chain(
        """
        process a
        process b
        customer c
        alternatives g required=2
        a -> c: x id=x group=g
        b -> c: y id=y group=g
        action m handoff=x own=0.1
        """
    )
    content = generate_graphml(story).content.decode()
    start, end = content.index('<edge id="x"'), content.index('<edge id="y"')
    result = parse_graphml((content[:start] + content[end:]).encode())
    assert result.chain is not None, result.problems
    assert result.chain.groups[0].required == 1
    assert result.chain.actions[0].changes == ()
    assert "graphml-parts-gone" in {problem.code for problem in result.problems}


def test_a_figure_that_is_only_shown_is_not_taken_in_silence() -> None:
    """Whoever changed a rate is told."""
    content = generate_graphml(STORY).content.replace(b'"edge_rate">0.15<', b'"edge_rate">0.5<')
    result = parse_graphml(content)
    assert result.chain == STORY
    assert [problem.code for problem in result.problems] == ["graphml-figure-edited"]


WRONG = {
    "no-xml": (b"<graphml>", ("", "not-xml")),
    "html": (b"<html><body/></html>", ("", "not-graphml")),
    "other-namespace": (b'<graphml xmlns="urn:x"/>', ("", "not-graphml")),
    "no-graph": (b"<graphml/>", ("", "graphml-no-graph")),
    "two-graphs": (b'<graphml><graph/><graph id="H"/></graphml>', ('1: <graph id="H">', "graphml-two-graphs")),
    "undirected": (
        graph(A + B + EDGE, edgedefault=' edgedefault="undirected"'),
        ('1: <edge id="e">', "graphml-undirected"),
    ),
    "undirected-edge": (
        graph(A + B + EDGE.replace("source", 'directed="false" source')),
        ('1: <edge id="e">', "graphml-undirected"),
    ),
    "self-loop": (graph(A + EDGE.replace('"B"', '"A"')), ('1: <edge id="e">', "graphml-self-loop")),
    "no-deliverable": (graph(A + B + '\n<edge source="A" target="B"/>'), ("2: <edge>", "graphml-no-deliverable")),
    "unknown-end": (graph(A + EDGE), ('1: <edge id="e">', "graphml-unknown-end")),
    "same-id": (graph(A + A), ('1: <node id="A">', "graphml-repeated-id")),
    "nested": (
        graph('<node id="g"><graph id="g:"><node id="i"/></graph></node>'),
        ('1: <node id="g">', "graphml-nested"),
    ),
    "hyperedge": (
        graph(A + '<hyperedge id="h"><endpoint node="A"/></hyperedge>'),
        ('1: <hyperedge id="h">', "graphml-hyperedge"),
    ),
    "unknown-kind": (
        graph('<node id="A"><data key="kind">robot</data></node>'),
        ('1: <node id="A">/kind', "cell-unknown-word"),
    ),
    "not-a-number": (
        graph(A + B + EDGE.replace("</edge>", '<data key="dependency">much</data></edge>')),
        ('1: <edge id="e">/dependency', "cell-not-a-number"),
    ),
    "not-a-share": (
        graph(A + B + EDGE.replace("</edge>", '<data key="dependency">7</data></edge>')),
        ('1: <edge id="e">/dependency', "not-a-share"),
    ),
    "broken-own": (
        graph('<node id="A"><data key="eslabon">{"id":</data></node>'),
        ('1: <node id="A">/eslabon', "not-json"),
    ),
    "wrong-own": (
        graph('<node id="A"><data key="eslabon">{"id":"a","name":"A","kind":"process","colour":1}</data></node>'),
        ('1: <node id="A">/eslabon/colour', "unknown-key"),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_map_cannot_be_is_told_with_its_line_and_element(name: str) -> None:
    """In both languages."""
    content, told = WRONG[name]
    result = parse_graphml(content)
    assert result.chain is None
    assert told in {(problem.pointer, problem.code) for problem in result.problems}
    assert all(wording(language).problem(problem) for problem in result.problems for language in LANGUAGES)


def test_ports_are_left_aside_and_said() -> None:
    """Where an arrow meets its box is nothing that a map holds."""
    result = parse_graphml(graph('<node id="A"><port name="p"/></node>' + B + EDGE))
    assert result.chain is not None
    assert "graphml-port" in {problem.code for problem in result.problems}
