"""Hostile tables of handoffs, each with what has to be said of it and in which row and column; or nothing."""

from tests.hostile.documents import NAMES

Told = tuple[int | None, str, str]

HEADER = "supplier,client,deliverable"


def _table(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows]).encode()


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


LITERAL = {f"name-{name}": _table(f"{_quoted(text)},B,x") for name, text in NAMES.items() if "\x00" not in text} | {
    "header-only": _table(),
    "separator-in-cells": b'supplier;client;deliverable\n"a,b,c";"d;e";"f\tg"\n',
    "blank-rows": _table("", ",,", "A,B,x", " , , "),
    "column-without-anything": _table("A,B,x,", header=f"{HEADER},"),
    "line-end-in-cell": _table('"A\r\nB",B,"x\ny"'),
    "windows-1252": "proveedor;cliente;entregable\nNómina;Dueño;100 € \u2013 “neto”\n".encode("windows-1252"),
    "equal-but-for-case": _table("A,a,x"),
    "names-without-letters": _table("!,?,x", "物流,🙂,y"),
    "group-called-dash": _table("A,B,x,'-,1", header=f"{HEADER},group,required"),
    "percent-with-narrow-space": _table("A,B,x,15\u202f%", header=f"{HEADER},own"),
}

WRONG: dict[str, tuple[bytes, Told]] = {
    "blank": (b"\n\n  \n", (None, "", "empty-table")),
    "nul": (_table("A\0,B,x"), (None, "", "no-text")),
    "utf-16": (_table("A,B,x").decode().encode("utf-16"), (None, "", "no-text")),
    "spreadsheet-file": (b"PK\x03\x04\x14\0\x06\0", (None, "", "no-text")),
    "mixed-encodings": (_table("Nómina,B,x") + "\nDueño,C,y".encode("latin-1"), (None, "", "mixed-encodings")),
    "no-encoding": (_table("A,B,x") + b"\n\x81,C,y", (None, "", "unknown-encoding")),
    "no-header": (b"A,B,x\n", (1, "", "missing-column")),
    "missing-column": (b"supplier,client\nA,B\n", (1, "", "missing-column")),
    "unknown-column": (_table("A,B,x,1", header=f"{HEADER},colour"), (1, "colour", "unknown-column")),
    "column-in-two-languages": (_table("A,B,x,A", header=f"{HEADER},Proveedor"), (1, "Proveedor", "repeated-column")),
    "cell-without-header": (_table("A,B,x,1", header=f"{HEADER},"), (2, "", "cell-without-header")),
    "too-many-columns": (_table("A,B,x", header=HEADER + "," * 300), (None, "", "too-many-columns")),
    "open-quotes": (_table('"A,B,x'), (2, "", "broken-quotes")),
    "quotes-inside": (_table('"A"B,B,x'), (2, "", "broken-quotes")),
    "endless-cell": (_table("A,B," + "x" * 200_000), (2, "", "cell-too-long")),
    "long-cell": (_table("A,B," + "x" * 40_000), (2, "deliverable", "cell-too-long")),
    "row-too-short": (_table("A,B"), (2, "", "row-of-another-width")),
    "row-too-long": (_table("A,B,x,y"), (2, "", "row-of-another-width")),
    "blank-client": (_table("A, ,x"), (2, "client", "blank-cell")),
    "blank-behind-guard": (_table("A,B,x", "' ,\u3000,x"), (3, "client", "blank-cell")),
    "self-handoff": (_table("A, A ,x"), (2, "client", "self-handoff")),
    "count-in-words": (
        _table("A,B,x,dos,1", header=f"{HEADER},deliveries,failed"),
        (2, "deliveries", "cell-not-whole"),
    ),
    "count-in-thousands": (
        _table("A,B,x,1.000,1", header=f"{HEADER},deliveries,failed"),
        (2, "deliveries", "cell-not-whole"),
    ),
    "count-in-other-digits": (
        _table("A,B,x,٣,1", header=f"{HEADER},deliveries,failed"),
        (2, "deliveries", "cell-not-whole"),
    ),
    "count-without-end": (
        _table(f"A,B,x,{'9' * 30_000},1", header=f"{HEADER},deliveries,failed"),
        (2, "deliveries", "cell-not-whole"),
    ),
    "half-the-counts": (_table("A,B,x,10,", header=f"{HEADER},deliveries,failed"), (2, "deliveries", "cell-alone")),
    "no-failed-column": (_table("A,B,x,10", header=f"{HEADER},deliveries"), (2, "deliveries", "cell-alone")),
    "more-failed": (_table("A,B,x,1,2", header=f"{HEADER},deliveries,failed"), (2, "failed", "failed-beyond-count")),
    "negative-count": (_table("A,B,x,-1,0", header=f"{HEADER},deliveries,failed"), (2, "deliveries", "not-positive")),
    "not-a-number": (_table("A,B,x,NaN", header=f"{HEADER},own"), (2, "own", "cell-not-a-number")),
    "infinity": (_table("A,B,x,1e999", header=f"{HEADER},weight"), (2, "weight", "cell-not-a-number")),
    "huge-exponent": (_table("A,B,x,1e999999999999", header=f"{HEADER},weight"), (2, "weight", "cell-not-a-number")),
    "two-commas": (_table('A,B,x,"1,000,5"', header=f"{HEADER},weight"), (2, "weight", "cell-not-a-number")),
    "per-cent-of-a-weight": (_table("A,B,x,15 %", header=f"{HEADER},weight"), (2, "weight", "cell-not-a-number")),
    "formula-as-number": (_table("A,B,x,=1+1", header=f"{HEADER},own"), (2, "own", "cell-not-a-number")),
    "more-than-all": (_table("A,B,x,150 %", header=f"{HEADER},own"), (2, "own", "not-a-share")),
    "two-assumptions": (_table('A,B,x,"0,1","0,2"', header=f"{HEADER},own,total"), (2, "own", "total-and-own")),
    "unknown-kind": (_table("A,B,x,área", header=f"{HEADER},client_kind"), (2, "client_kind", "cell-unknown-word")),
    "two-kinds": (
        _table("A,B,x,customer", "C,B,y,process", header=f"{HEADER},client_kind"),
        (3, "client_kind", "contradiction"),
    ),
    "two-weights": (_table("A,B,x,1", "C,B,y,2", header=f"{HEADER},weight"), (3, "weight", "contradiction")),
    "two-lanes": (
        _table("A,B,x,N", "B,C,y,S", header=f"{HEADER},client_lane").replace(b"B,C,y,S", b"C,B,y,S"),
        (3, "client_lane", "contradiction"),
    ),
    "id-twice": (_table("A,B,x,h", "A,B,y,h", header=f"{HEADER},handoff_id"), (3, "handoff_id", "duplicate-id")),
    "id-in-words": (_table("A,B,x,Entrega 1", header=f"{HEADER},handoff_id"), (2, "handoff_id", "malformed-id")),
    "group-without-kind": (_table("A,B,x,g", header=f"{HEADER},group"), (2, "group", "required-missing")),
    "kind-without-group": (_table("A,B,x,routes", header=f"{HEADER},group_kind"), (2, "group_kind", "cell-alone")),
    "required-beyond": (
        _table("A,B,x,g,2", header=f"{HEADER},group,required"),
        (2, "required", "required-beyond-group"),
    ),
    "required-of-routes": (
        _table("A,B,x,g,rutas,1", header=f"{HEADER},group,group_kind,required"),
        (2, "required", "required-of-routes"),
    ),
    "group-of-two-clients": (
        _table("A,B,x,g,routes", "A,C,x,g,", header=f"{HEADER},group,group_kind"),
        (3, "group", "group-of-another-client"),
    ),
    "share-of-nothing": (_table("A,B,x,1", header=f"{HEADER},share"), (2, "share", "share-outside-routes")),
    "time-without-unit": (_table("A,B,x,2", header=f"{HEADER},agreed_amount"), (2, "agreed_amount", "cell-alone")),
    "unknown-unit": (
        _table("A,B,x,2,lunas", header=f"{HEADER},agreed_amount,agreed_unit"),
        (2, "agreed_unit", "cell-unknown-word"),
    ),
    "unknown-channel": (_table("A,B,x,televisión", header=f"{HEADER},channel"), (2, "channel", "cell-unknown-word")),
}
