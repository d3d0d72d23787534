/** Where the things of a drawing lie, for who walks through it: by what is written in them, so that nothing is laid out for it. */
import { Walk, type Link, type Mark } from "../lib/walk";

/** Where everything lies, as who drew it knows it. */
export interface Drawn {
  readonly nodes: readonly { readonly id: string; readonly box: readonly number[] }[];
  readonly frames: readonly { readonly id: string; readonly box: readonly number[] }[];
  readonly handoffs: readonly {
    readonly id: string;
    readonly supplier: string;
    readonly client: string;
    readonly label: readonly number[] | null;
    readonly tip: readonly number[];
  }[];
}

const NUMBERS = /-?\d+(?:\.\d+)?/g;

/** The way through things that are drawn, by what the server wrote or by the scene that the editor drew. */
export function walkOf(things: ReadonlyMap<string, SVGAElement>, drawn?: Drawn): Walk {
  if (!drawn) return walk([...things.values()].map(marked));
  const { nodes, frames, handoffs } = drawn;
  const boxes = [...nodes, ...frames].map(({ id, box: [x = 0, y = 0, width = 0, height = 0] }) => {
    return { id, x: x + width / 2, y: y + height / 2 };
  });
  const links = handoffs.map(({ id, supplier, client, label, tip }) => {
    const [x = 0, y = 0] = label ?? tip;
    return { id, supplier, client, x, y };
  });
  return walk([...boxes, ...links].filter(({ id }) => things.has(id)));
}

function walk(marks: readonly (Mark & Partial<Link>)[]): Walk {
  const isLink = (mark: Mark & Partial<Link>): mark is Link => mark.supplier !== undefined;
  return new Walk(
    marks.filter((mark) => !isLink(mark)),
    marks.filter(isLink),
  );
}

function marked(thing: SVGAElement): Mark & Partial<Link> {
  const { supplier, client } = thing.dataset;
  const ends = supplier && client ? { supplier, client } : {};
  const [x, y] = (supplier ? written(thing) : undefined) ?? outlined(thing) ?? [0, 0];
  return { id: thing.id, x, y, ...ends };
}

/** The middle of the lines that are written on it. */
function written(thing: SVGAElement): readonly [number, number] | undefined {
  const places = Array.from(thing.children).filter(({ tagName }) => tagName === "text");
  const middle = (name: string): number =>
    places.reduce((sum, each) => sum + Number(each.getAttribute(name)), 0) / places.length;
  return places.length ? [middle("x"), middle("y")] : undefined;
}

/** The middle of its box, or between the ends of its line. */
function outlined(thing: SVGAElement): readonly [number, number] | undefined {
  const shape = thing.querySelector("rect, polygon, path");
  if (!shape) return undefined;
  const numbers = (name: string): number[] => (shape.getAttribute(name) ?? "").match(NUMBERS)?.map(Number) ?? [];
  const [left = 0, top = 0, width = 0, height = 0] = ["x", "y", "width", "height"].flatMap(numbers);
  if (shape.tagName === "rect") return [left + width / 2, top + height / 2];
  const corners = numbers(shape.tagName === "polygon" ? "points" : "d");
  const [across, down] = [corners.filter((_, at) => at % 2 === 0), corners.filter((_, at) => at % 2 === 1)];
  const middle = (of: number[]): number => of.reduce((sum, each) => sum + each, 0) / (of.length || 1);
  return [middle(across), middle(down)];
}
