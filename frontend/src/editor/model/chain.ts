/** The content of a map at one moment, frozen and indexed. */

import { normal, normalHeader, numbered } from "./normal";
import { remembered, Things } from "./things";
import { LISTS, WORDS, type Handoff, type Header, type Kinds, type List, type MapDocument, type Thing } from "./types";

export type Parts = { readonly [L in List]: Things<Kinds[L]> };

export class Chain implements Parts {
  readonly header: Header;
  readonly nodes: Parts["nodes"];
  readonly handoffs: Parts["handoffs"];
  readonly groups: Parts["groups"];
  readonly actions: Parts["actions"];

  constructor(header: Header, parts: Parts) {
    this.header = header;
    this.nodes = parts.nodes;
    this.handoffs = parts.handoffs;
    this.groups = parts.groups;
    this.actions = parts.actions;
  }

  static of(document: MapDocument): Chain {
    return new Chain(normalHeader(document), {
      nodes: new Things(document.nodes.map(normal.nodes)),
      handoffs: new Things(document.handoffs.map(normal.handoffs)),
      groups: new Things((document.groups ?? []).map(normal.groups)),
      actions: new Things(numbered(document.actions ?? [], "a").map(normal.actions)),
    });
  }

  with(parts: Partial<Parts>): Chain {
    return new Chain(this.header, { ...this.#parts(), ...parts });
  }

  described(header: Header): Chain {
    return new Chain(header, this.#parts());
  }

  /** The document, as the server writes it but for its format. */
  document(): MapDocument {
    const { extensions, ...header } = this.header;
    return {
      ...header,
      nodes: this.nodes.list,
      handoffs: this.handoffs.list,
      groups: this.groups.list,
      ...(this.actions.list.length ? { actions: this.actions.list } : {}),
      ...(extensions ? { extensions } : {}),
    };
  }

  /** What a name such as `node:ventas` or `map` stands for; null where it is not there. */
  thing(name: string): Thing | Header | null {
    if (name === "map") return this.header;
    const at = name.indexOf(":");
    const list = LISTS.find((each) => WORDS[each] === name.slice(0, at));
    return list === undefined ? null : (this[list].get(name.slice(at + 1)) ?? null);
  }

  /** The handoffs that a node gives or gets, in the document's order. */
  handoffsOf(node: string): readonly Handoff[] {
    return byNode(this.handoffs).get(node) ?? [];
  }

  /** The handoffs of a group, in the document's order. */
  members(group: string): readonly Handoff[] {
    return byGroup(this.handoffs).get(group) ?? [];
  }

  #parts(): Parts {
    return { nodes: this.nodes, handoffs: this.handoffs, groups: this.groups, actions: this.actions };
  }
}

const byNode = remembered((handoffs: Things<Handoff>) =>
  gathered(handoffs.list, (each) => (each.supplier === each.client ? [each.client] : [each.supplier, each.client])),
);

const byGroup = remembered((handoffs: Things<Handoff>) =>
  gathered(handoffs.list, (each) => (each.group === undefined ? [] : [each.group])),
);

function gathered(
  handoffs: readonly Handoff[],
  under: (handoff: Handoff) => readonly string[],
): ReadonlyMap<string, readonly Handoff[]> {
  const found = new Map<string, Handoff[]>();
  for (const handoff of handoffs) {
    for (const key of under(handoff)) {
      const held = found.get(key);
      if (held) held.push(handoff);
      else found.set(key, [handoff]);
    }
  }
  return found;
}
