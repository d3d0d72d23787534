/**
 * The map document (docs/map-format.md) as the editor holds it: in normal form, in which what is not said is the default,
 * so that two equal values look the same. `normal.ts` makes it.
 */

export type NodeKind = "process" | "supplier" | "customer" | "employees";
export type ProcessKind = "strategic" | "core" | "support" | "evaluation";
export type GroupKind = "alternatives" | "routes";
export type TimeUnit = "hours" | "working_hours" | "days" | "working_days";
export type Viewpoint =
  | "information"
  | "complaints"
  | "commitment"
  | "direct_attention"
  | "delivered"
  | "internal"
  | "interest_group"
  | "audit";

export type Extensions = Readonly<Record<string, unknown>>;

/** x to the right and y down, in points of the drawing: the middle of a node's box. */
export type Position = readonly [number, number];

export interface Deliveries {
  readonly count: number;
  readonly failed: number;
  readonly late?: number;
  readonly incomplete?: number;
  readonly wrong?: number;
}

export interface Rating {
  readonly score: number;
  readonly date?: string;
  readonly role?: "operational" | "administrative" | "technical" | "management";
  readonly by?: "client" | "supplier";
  readonly importance?: number;
  readonly requirement?: string;
  readonly comment?: string;
}

export interface Evidence {
  readonly deliveries?: Deliveries;
  readonly scores?: Readonly<Record<string, number>>;
  readonly ratings?: readonly (number | Rating)[];
  readonly total?: number;
  readonly own?: number;
}

export interface Lasting {
  readonly valid_from?: string;
  readonly valid_to?: string;
  readonly extensions?: Extensions;
}

export interface MapNode extends Lasting {
  readonly id: string;
  readonly name: string;
  readonly kind: NodeKind;
  readonly process_kind?: ProcessKind;
  readonly code?: string;
  readonly part_of?: string;
  readonly owner?: string;
  readonly lane?: string;
  readonly description?: string;
  readonly own_failure?: Evidence;
  readonly weight?: number;
  readonly channels?: readonly Viewpoint[];
  readonly position?: Position;
  readonly viewpoints?: Readonly<Partial<Record<Viewpoint, { readonly none_because: string }>>>;
}

export interface Requirement {
  readonly id: string;
  readonly kind?: "need" | "expectation";
  readonly status?: "stated" | "implied" | "obligatory" | "none";
  readonly dimension?: "time" | "completeness" | "accuracy" | "treatment" | "cost" | "other";
  readonly statement?: string;
  readonly importance?: number;
  readonly evidence?: "fact" | "opinion" | "assumption" | "unknown";
  readonly source?: string;
  readonly confirmed_by?: string;
}

export interface Handoff extends Lasting {
  readonly id: string;
  readonly supplier: string;
  readonly client: string;
  readonly deliverable: string;
  readonly description?: string;
  readonly channel?: Viewpoint;
  readonly medium?: string;
  readonly requirements?: readonly Requirement[];
  readonly agreed_time?: { readonly amount: number; readonly unit: TimeUnit };
  readonly failure?: Evidence;
  readonly dependency?: number;
  readonly containment?: number;
  readonly group?: string;
  readonly share?: number;
}

export interface Group {
  readonly id: string;
  readonly client: string;
  readonly kind: GroupKind;
  readonly required?: number;
}

export interface ActionChange {
  readonly handoff?: string;
  readonly node?: string;
  readonly own?: number;
  readonly own_times?: number;
  readonly dependency?: number;
  readonly containment?: number;
}

export interface Action {
  readonly id: string;
  readonly name?: string;
  readonly cost?: number;
  readonly owner?: string;
  readonly due?: string;
  readonly changes?: readonly ActionChange[];
}

/** The map's own fields. */
export interface Header {
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  readonly language?: string;
  readonly as_of?: string;
  readonly minimum_group?: number;
  readonly currency?: string;
  readonly extensions?: Extensions;
}

export interface MapDocument extends Header {
  readonly format?: string;
  readonly nodes: readonly MapNode[];
  readonly handoffs: readonly Handoff[];
  readonly groups?: readonly Group[];
  readonly actions?: readonly Action[];
}

/** The things of a map that have an id, by the list in which they stand. */
export interface Kinds {
  readonly nodes: MapNode;
  readonly handoffs: Handoff;
  readonly groups: Group;
  readonly actions: Action;
}

export type List = keyof Kinds;
export type Thing = Kinds[List];

export const LISTS = ["nodes", "handoffs", "groups", "actions"] as const satisfies readonly List[];

/** What a thing of a list is called where things of several lists stand together: `node:ventas`. */
export const WORDS = { nodes: "node", handoffs: "handoff", groups: "group", actions: "action" } as const;
