/**
 * Lines of fast entry, "Ventas → Bodega: Pedido", as docs/pasted-list.md has them; besides, rows of a spreadsheet: supplier,
 * client, deliverable, and how many deliveries there were and failed. What a line says, without looking at a map.
 */

import { heard, tidy } from "../model/naming";
import type { Deliveries, NodeKind } from "../model/types";
import { error, type Problem } from "../rules";

const LONGEST_LINE = 32767;
const LINE_END = /\r\n|\r|\n/;
const BULLET = /^(?:[-*•·\u2013]|[0-9]{1,5}[.)])\s+/;
const ARROW = /-+>|=+>|[\u2013\u2014]>|[→⇒⟶➔➜]/;
const HINT = /^(.*\S)\s*\(([^()]{1,40})\)$/s;
const WHOLE = /^\+?[0-9]{1,15}$/;

const KINDS: Readonly<Record<string, NodeKind>> = {
  process: "process",
  proceso: "process",
  supplier: "supplier",
  proveedor: "supplier",
  customer: "customer",
  cliente: "customer",
  employees: "employees",
  empleados: "employees",
};

/** First words of a name that say what it is, unless a line says otherwise. */
const SUPPOSED: Readonly<Record<string, NodeKind>> = {
  cliente: "customer",
  clientes: "customer",
  customer: "customer",
  customers: "customer",
  proveedor: "supplier",
  proveedores: "supplier",
  supplier: "supplier",
  suppliers: "supplier",
  empleados: "employees",
  employees: "employees",
};

const HEADERS = new Set(["proveedor", "supplier", "cliente", "client", "entregable", "deliverable"]);

/** One end of a handoff as a line names it, with the kind that stands behind it in brackets. */
export interface End {
  readonly name: string;
  readonly kind?: NodeKind;
}

export interface Entry {
  readonly supplier: End;
  readonly client: End;
  readonly deliverable: string;
  readonly deliveries?: Deliveries;
}

/** A line with its number, from 1, and what it says or what is wrong with it. */
export interface Line {
  readonly row: number;
  readonly text: string;
  readonly said: Entry | Problem;
}

/** Every line that says something; the header of a table says nothing. */
export function linesOf(text: string): readonly Line[] {
  const lines = text.split(LINE_END).map((line, index) => ({ row: index + 1, text: line }));
  const filled = lines.filter((line) => tidy(line.text) !== "");
  const [first] = filled;
  const rows = first && isHeader(first.text) ? filled.slice(1) : filled;
  return rows.map(({ row, text: line }) => ({ row, text: line.trim(), said: entryOf(line, row) }));
}

export function isProblem(said: Entry | Problem): said is Problem {
  return "code" in said;
}

/** What a name says of its kind by its first word. */
export function supposedKind(name: string): NodeKind | undefined {
  return SUPPOSED[name.toLowerCase().split(" ")[0] ?? ""];
}

function entryOf(text: string, row: number): Entry | Problem {
  const line = text.trim();
  if (Array.from(line).length > LONGEST_LINE) return error("cell-too-long", "", { limit: LONGEST_LINE });
  if (line.includes("\0")) return error("no-text", "", { line: row });
  return partsOf(line.replace(BULLET, ""));
}

/** Part a line at its arrow and the first colon behind it, or at its tabs, semicolons or commas. */
function partsOf(line: string): Entry | Problem {
  const [supplier = "", rest, ...more] = line.split(ARROW);
  if (more.length) return error("list-two-arrows");
  if (rest === undefined) return rowOf(cellsOf(line));
  const colon = rest.indexOf(":");
  return colon < 0 ? complete([supplier, rest, ""]) : complete([supplier, rest.slice(0, colon), rest.slice(colon + 1)]);
}

function rowOf(cells: readonly string[]): Entry | Problem {
  if (cells.length !== 3 && cells.length !== 5) return error("list-no-arrow");
  const said = complete(cells);
  if (isProblem(said) || cells.length === 3) return said;
  const [count = "", failed = ""] = cells.slice(3).map(tidy);
  if (!count && !failed) return said;
  const strange = [count, failed].find((cell) => !WHOLE.test(cell));
  if (strange === undefined) return { ...said, deliveries: { count: Number(count), failed: Number(failed) } };
  return error("cell-not-whole", "", { value: strange });
}

function complete([supplier = "", client = "", deliverable = ""]: readonly string[]): Entry | Problem {
  const [giver, getter, given] = [tidy(supplier), tidy(client), tidy(deliverable)];
  if (!giver || !getter) return error("list-no-name");
  if (!given) return error("list-no-deliverable");
  return { supplier: endOf(giver), client: endOf(getter), deliverable: given };
}

/** Take a kind in brackets off a name; other brackets belong to it. */
function endOf(said: string): End {
  const [, name = "", hint = ""] = HINT.exec(said) ?? [];
  const kind = KINDS[heard(hint).replaceAll(" ", "")];
  return kind ? { name, kind } : { name: said };
}

function cellsOf(line: string): readonly string[] {
  const separator = ["\t", ";", ","].find((sign) => line.includes(sign)) ?? "\t";
  return parted(line, separator).map((cell) => cell.replaceAll('""', '"'));
}

/** Part a row at its separator, but not within quotes. */
function parted(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  for (let rest = line, more = true; more;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(?=$|[\t;,])/.exec(rest);
    const end = quoted ? quoted[0].length : rest.indexOf(separator);
    cells.push(quoted?.[1] ?? (end < 0 ? rest : rest.slice(0, end)));
    more = end >= 0 && rest.startsWith(separator, end);
    rest = rest.slice(end + 1);
  }
  return cells;
}

function isHeader(line: string): boolean {
  return !ARROW.test(line) && cellsOf(line).filter((cell) => HEADERS.has(heard(cell))).length > 1;
}
