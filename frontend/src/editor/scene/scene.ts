/**
 * The scene as the server sends it: everything that is drawn and where it lies, in points of the drawing, x to the right and y
 * down. Identifiers are those of the drawing: `node-ventas`, `handoff-pedido`, `frame-ventas`.
 */

export type Point = readonly [number, number];
/** Left, top, width, height. */
export type Box = readonly [number, number, number, number];
/** A start, then three points for each Bézier curve. */
export type Curve = readonly Point[];

export interface Text {
  readonly at: Point;
  readonly words: string;
  readonly size: number;
  readonly ink: string;
  readonly anchor: string;
  readonly bold: boolean;
}

export interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly dashes: readonly number[];
}

export interface Look {
  readonly fill: string;
  readonly outline: string;
  readonly ink: string;
  readonly borders: number;
  /** Of the corners; without one the left side has a notch. */
  readonly rounding: number | null;
  readonly stacked: boolean;
}

/** A name on a piece of its ground. */
export interface Plate {
  readonly box: Box;
  readonly fill: string;
  readonly text: Text;
}

export interface Lane {
  readonly name: string;
  readonly box: Box;
  readonly plate: Plate;
}

export interface Frame {
  readonly id: string;
  /** The node's own id, or `@1` for a lane. */
  readonly place: string;
  readonly box: Box;
  readonly look: Look;
  readonly spoken: string;
  /** What its mark says that closes it. */
  readonly closer: string;
  readonly plate: Plate;
}

export interface SceneNode {
  readonly id: string;
  readonly kind: string;
  readonly lane: string;
  readonly box: Box;
  readonly lines: readonly string[];
  readonly figures: readonly string[];
  readonly spoken: string;
  readonly look: Look;
  /** What its mark says that opens it, where it stands for its parts. */
  readonly opener: string;
}

export interface SceneHandoff {
  readonly id: string;
  readonly supplier: string;
  readonly client: string;
  readonly lines: readonly string[];
  readonly figures: readonly string[];
  readonly spoken: string;
  readonly count: number;
  readonly evidence: string;
  readonly stroke: Stroke;
  /** The middle of its label, where there is room for one. */
  readonly label: Point | null;
  readonly curves: readonly Curve[];
  readonly tip: Point;
}

export type LegendMark =
  | { readonly text: Text }
  | { readonly curve: Curve; readonly stroke: Stroke }
  | { readonly box: Box; readonly look: Look };

export interface Scene {
  readonly language: string;
  readonly title: string;
  readonly spoken: string;
  /** What kind of document it is, for a screen reader. */
  readonly described: string;
  readonly size: readonly [number, number];
  /** The box that holds all that is drawn. */
  readonly bounds: Box;
  /** How far the drawing's own points are moved on the sheet. */
  readonly shift: Point;
  readonly head: readonly Text[];
  readonly rule: Box;
  readonly legend: readonly LegendMark[];
  readonly lanes: readonly Lane[];
  readonly bands: readonly Box[];
  readonly headings: readonly Plate[];
  readonly frames: readonly Frame[];
  readonly handoffs: readonly SceneHandoff[];
  readonly nodes: readonly SceneNode[];
}

/** The server's answer: the map with its scene; without one there is but a table to show. */
export interface SceneAnswer {
  readonly revision: number;
  readonly content: unknown;
  readonly scene: Scene | null;
  /** What tells its drawing from others; the same as `data-drawn` where the page shows that. */
  readonly drawn: string;
  readonly undo: { readonly undo: number | null; readonly redo: number | null };
  readonly links: Links;
  readonly notices: readonly string[];
}

/** Where things of the drawing lead: the address up to `node=ID`, and those of the marks that open and close. */
export interface Links {
  readonly page: string;
  readonly marks: Readonly<Record<string, string>>;
}
