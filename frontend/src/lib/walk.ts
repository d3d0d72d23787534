/**
 * Walking through a drawing by arrow keys: right and left follow handoffs, supplier → client; up and down go to
 * neighbours: the other handoffs of the node one came from, or the next node.
 */

export interface Mark {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export interface Link extends Mark {
  readonly supplier: string;
  readonly client: string;
}

/** Where one is, and for a handoff from which of its ends one came. */
export interface Place {
  readonly id: string;
  readonly from: "supplier" | "client";
}

export type Step = "left" | "right" | "up" | "down" | "first" | "last";

const COLUMN = 40;

export class Walk {
  readonly #nodes: readonly Mark[];
  readonly #links: ReadonlyMap<string, Link>;

  constructor(nodes: readonly Mark[], links: readonly Link[]) {
    const column = (mark: Mark): number => Math.round(mark.x / COLUMN);
    this.#nodes = nodes.toSorted((a, b) => column(a) - column(b) || a.y - b.y || a.x - b.x);
    this.#links = new Map(links.toSorted((a, b) => a.y - b.y || a.x - b.x).map((link) => [link.id, link]));
  }

  /** Where one enters: the first node, or the first handoff where no nodes are drawn. */
  entrance(): Place | undefined {
    const [id] = [...this.#nodes.map((node) => node.id), ...this.#links.keys()];
    return id === undefined ? undefined : { id, from: "supplier" };
  }

  /** The place after one step; the same where there is nothing in that direction. */
  step(place: Place, step: Step): Place {
    if (step === "first" || step === "last") return at(this.#nodes.at(step === "first" ? 0 : -1)?.id, place);
    const link = this.#links.get(place.id);
    return link ? this.#fromLink(place, link, step) : this.#fromNode(place, step);
  }

  #fromNode(place: Place, step: "left" | "right" | "up" | "down"): Place {
    if (step === "right") return at(this.#of("supplier", place.id)[0], place, "supplier");
    if (step === "left") return at(this.#of("client", place.id)[0], place, "client");
    return at(
      neighbour(
        this.#nodes.map((node) => node.id),
        place.id,
        step,
      ),
      place,
    );
  }

  #fromLink(place: Place, link: Link, step: "left" | "right" | "up" | "down"): Place {
    if (step === "right" || step === "left") {
      const end = step === "right" ? link.client : link.supplier;
      return at(this.#nodes.find((node) => node.id === end)?.id, place);
    }
    const siblings = this.#nodes.length ? this.#of(place.from, link[place.from]) : [...this.#links.keys()];
    return at(neighbour(siblings, place.id, step), place, place.from);
  }

  #of(end: "supplier" | "client", node: string): string[] {
    return [...this.#links.values()].filter((link) => link[end] === node).map((link) => link.id);
  }
}

function at(id: string | undefined, otherwise: Place, from: Place["from"] = "supplier"): Place {
  return id === undefined ? otherwise : { id, from };
}

function neighbour(ids: readonly string[], id: string, step: "up" | "down"): string | undefined {
  const place = ids.indexOf(id);
  return place < 0 ? undefined : ids[place + (step === "down" ? 1 : -1)];
}
