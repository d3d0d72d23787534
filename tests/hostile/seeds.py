"""What mutants come from: one map with something of every field, and files of others, small so that many are read."""

import json
from typing import Any

from app.formats.map_document import parse_map_document
from process_models.domain.chain import ValueChain

_DOCUMENT: dict[str, Any] = {
    "format": "value-chain-map/1",
    "id": "pedidos",
    "name": "Pedidos",
    "description": "De punta a punta",
    "language": "es",
    "as_of": "2026-01-31",
    "minimum_group": 5,
    "currency": "COP",
    "nodes": [
        {"id": "empresa", "name": "Empresa", "kind": "process"},
        {
            "id": "ventas",
            "name": "Ventas",
            "kind": "process",
            "process_kind": "core",
            "code": "P-1",
            "part_of": "empresa",
            "owner": "Ana",
            "lane": "Comercial",
            "own_failure": {"own": 0.02},
            "channels": ["internal"],
            "viewpoints": {"audit": {"none_because": "aún no"}},
            "position": [10, -2.5],
            "valid_from": "2026-01-01",
        },
        {"id": "camion", "name": "Camión", "kind": "supplier"},
        {"id": "cliente", "name": "Cliente minorista", "kind": "customer", "weight": 1200},
    ],
    "handoffs": [
        {
            "id": "pedido",
            "supplier": "ventas",
            "client": "cliente",
            "deliverable": "Pedido completo",
            "description": "línea, con comillas",
            "channel": "delivered",
            "medium": "ERP",
            "requirements": [{"id": "r1", "kind": "need", "statement": "A tiempo", "importance": 5}],
            "agreed_time": {"amount": 2, "unit": "working_days"},
            "failure": {
                "deliveries": {"count": 200, "failed": 30, "late": 18},
                "ratings": [{"score": 2, "role": "operational", "by": "client", "requirement": "r1"}, 4],
            },
            "dependency": 0.8,
            "containment": 0.1,
            "group": "transporte",
            "share": 0.6,
        },
        {
            "id": "caja",
            "supplier": "camion",
            "client": "cliente",
            "deliverable": "Caja",
            "failure": {"scores": {"1": 2, "5": 20}, "total": 0.1},
            "group": "transporte",
        },
        {"id": "aviso", "supplier": "camion", "client": "ventas", "deliverable": "Aviso", "extensions": {"x": [1, {}]}},
    ],
    "groups": [{"id": "transporte", "client": "cliente", "kind": "routes"}],
    "actions": [
        {
            "id": "capacitar",
            "name": "Capacitar",
            "cost": 100,
            "owner": "Ana",
            "due": "2026-06-30",
            "changes": [{"node": "ventas", "own": 0.01}, {"handoff": "pedido", "dependency": 0.5}],
        }
    ],
    "extensions": {"a": {"b": None}},
}


def example() -> ValueChain:
    """Return the map."""
    parsed = parse_map_document(json.dumps(_DOCUMENT).encode())
    assert parsed.chain is not None, parsed.problems
    return parsed.chain


TABLE = """\
supplier,client,deliverable,client_kind,weight,deliveries,failed,dependency,group,group_kind,share,notes\r
Ventas,Bodega,Pedido,process,,200,30,0.8,,,,"línea, con ""comillas\"""\r
Camión A,Cliente,Caja,customer,1200,10,1,,g,routes,0.4,'=1+1\r
Camión B,Cliente,Caja,customer,,,,15 %,g,,0.6,\r
""".encode()

GRAPH = (
    b'<graphml xmlns:y="http://www.yworks.com/xml/graphml"><key id="l" for="node" attr.name="label"/>'
    b'<key id="e" for="edge" attr.name="dependency" attr.type="double"><default>0.5</default></key>'
    b'<graph edgedefault="directed"><node id="a"><data key="l">A</data></node>'
    b'<node id="b"><data key="g"><y:ShapeNode><y:Geometry x="1" y="2" width="3" height="4"/><y:NodeLabel>B'
    b'</y:NodeLabel></y:ShapeNode></data></node><edge id="e" source="a" target="b"><data key="label">x</data></edge>'
    b"</graph></graphml>"
)
"""As another program writes it."""

LIST = """\
1. Ventas -> Bodega: Pedido
- Bodega (proveedor) → Cliente minorista: Caja
Camión A; Cliente minorista (cliente); Caja
Taller\tVentas\tRepuesto
""".encode()

ROWS = (
    "proveedor\tcliente\tentregable\ttipo_cliente\tpeso\tentregas\tfallas\tdependencia\tdesde\tid\tnotas\r\n"
    'Ventas\tCliente minorista\tPedido completo\tcliente\t900\t300\t31\t0,5\t2026-01-01\tpedido\t"dos ""líneas"""\r\n'
    "Taller\tVentas\tRepuesto\t\t\t10\t2\t15 %\t\t\t\r\n".encode(),
    b"Ventas\tBodega\tPedido completo\t300\t31\r\nBodega\tTaller\tRepuesto\t10\t2\r\n",
)
"""Pasted from a spreadsheet, with headers and without."""
