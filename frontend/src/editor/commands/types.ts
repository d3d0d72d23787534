/** Commands, as docs/commands.md has them: what is sent, kept and undone. */

import type { Action, Group, Handoff, Header, Kinds, List, MapDocument, MapNode } from "../model/types";

/** One thing put in (no `before`), taken out (no `after`), or put in another's place. */
export interface Edit<T> {
  readonly before?: T;
  readonly after?: T;
  readonly at?: number;
}

export type Edits = { readonly [L in List]?: readonly Edit<Kinds[L]>[] };

interface Placed {
  readonly at?: number;
}

export type AddNode = Placed & { readonly kind: "add-node"; readonly node: MapNode };
export type AddHandoff = Placed & { readonly kind: "add-handoff"; readonly handoff: Handoff };
export type AddGroup = Placed & {
  readonly kind: "add-group";
  readonly group: Group;
  readonly members?: readonly string[];
};
export type AddAction = Placed & { readonly kind: "add-action"; readonly action: Action };
export interface Restore {
  readonly kind: "restore";
  readonly edits: Edits;
}
export interface Together {
  readonly kind: "together";
  readonly commands: readonly Command[];
}
export interface ImportContent {
  readonly kind: "import-content";
  readonly content: MapDocument;
}
export type DescribeMap = Header & { readonly kind: "describe-map" };

export type Command =
  | AddNode
  | { readonly kind: "replace-node"; readonly node: MapNode }
  | { readonly kind: "remove-node"; readonly node: string }
  | AddHandoff
  | { readonly kind: "replace-handoff"; readonly handoff: Handoff }
  | { readonly kind: "remove-handoff"; readonly handoff: string }
  | AddGroup
  | { readonly kind: "replace-group"; readonly group: Group }
  | { readonly kind: "remove-group"; readonly group: string }
  | AddAction
  | { readonly kind: "replace-action"; readonly action: Action }
  | { readonly kind: "remove-action"; readonly action: string }
  | DescribeMap
  | ImportContent
  | Together
  | Restore;
