/** A scene as marks: the same elements, in the same order, as `graphs/rendering/svg.py` writes and `app/web/drawings.py` links. */
import {
  arrow,
  block,
  ground,
  HAIRLINE,
  INK,
  LABEL_SIZE,
  LANE_GROUND,
  line,
  LINE_HEIGHT,
  NAME_SIZE,
  number,
  PAPER,
  plate,
  shape,
  SOFT_INK,
  text,
  toggle,
  type Mark,
} from "./marks";
import type { Frame, LegendMark, Links, Point, Scene, SceneHandoff, SceneNode } from "./scene";

const APART = 3;
const HIT_WIDTH = "14";

/** How a scene becomes part of a page. */
export interface Manner extends Links {
  /** The thing that the panel shows, such as `node-ventas`. */
  readonly chosen: string;
  /** Whether each handoff has a wider line around it that is not seen, for fingers. */
  readonly wide: boolean;
}

const FONTS = "DejaVu Sans, Verdana, sans-serif";
const MEANT: Readonly<Record<string, string>> = { frame: "node", needs: "node" };

/** The attributes of the drawing's own element. */
export function root(scene: Scene): Record<string, string> {
  const [width, height] = scene.size.map(number) as [string, string];
  return {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    "font-family": FONTS,
    lang: scene.language,
    role: "graphics-document document",
    "aria-roledescription": scene.described,
  };
}

/** What comes before the body, and what comes after it: title, head and legend. */
export function around(scene: Scene): { readonly before: Mark[]; readonly after: Mark[] } {
  const paper = ground([0, 0, ...scene.size], PAPER);
  return {
    before: [words("title", scene.title), words("desc", scene.spoken), paper, ...scene.head.map(text)],
    after: [ground(scene.rule, HAIRLINE), ...scene.legend.flatMap(legend)],
  };
}

export function shifted([x, y]: Point): string {
  return `translate(${number(x)} ${number(y)})`;
}

/** What lies under the handoffs: lanes, bands, frames. */
export function under(scene: Scene): Mark[] {
  return [
    ...scene.lanes.map(({ box }) => ground(box, LANE_GROUND, HAIRLINE)),
    ...scene.bands.map((box) => ground(box, LANE_GROUND, HAIRLINE)),
    ...scene.frames.flatMap(({ box, look }) => shape(box, look)),
  ];
}

export function handoff(drawn: SceneHandoff, manner: Manner): Mark {
  const { curves, tip, stroke, label } = drawn;
  const path = line(curves, stroke);
  const children = [words("title", drawn.spoken), path, arrow(curves, tip, stroke)];
  if (manner.wide) children.unshift(widened(path));
  if (label) {
    const lines = [...inked(drawn.lines, INK), ...inked(drawn.figures, SOFT_INK)];
    children.push(...block(label, lines, LABEL_SIZE));
  }
  const ends = { "data-supplier": drawn.supplier, "data-client": drawn.client };
  const [kind, rest] = parted(drawn.id);
  const address = kind === "bundle" ? between(drawn) : `${kind}=${rest}`;
  return link(drawn, { ...ends }, `${manner.page}${address}`, kind, manner, children);
}

/** The names that stand over the handoffs, of lanes; those of frames are `frame`. */
export function laneNames(scene: Scene): Mark[] {
  return scene.lanes.flatMap((lane) => plate(lane.plate));
}

export function headings(scene: Scene): Mark[] {
  return scene.headings.flatMap(plate);
}

/** The name of an open whole, and what closes it. */
export function frame(drawn: Frame, manner: Manner): Mark[] {
  const [left, top, width] = drawn.box;
  const name = thing(drawn, manner, [words("title", drawn.spoken), ...plate(drawn.plate)]);
  return [name, fold(`close-${drawn.id}`, drawn.closer, toggle([left + width - 13, top + 13], true), manner)];
}

/** A node, and what opens it where it stands for its parts. */
export function node(drawn: SceneNode, manner: Manner): Mark[] {
  const [left, top, width, height] = drawn.box;
  const children = [words("title", drawn.spoken), ...shape(drawn.box, drawn.look), ...written(drawn)];
  const shown = thing(drawn, manner, children);
  if (!drawn.opener) return [shown];
  const mark = toggle([left + width - 3, top + height - 3], false);
  return [shown, fold(`open-${drawn.id}`, drawn.opener, mark, manner)];
}

function written({ box, lines, figures, look, opener }: SceneNode): Mark[] {
  const [left, top, width, height] = box;
  const [across, middle] = [left + width / 2, top + height / 2];
  if (!opener) return block([across, middle], inked([...lines, ...figures], look.ink), NAME_SIZE);
  const [above, below] = [NAME_SIZE * lines.length, LABEL_SIZE * figures.length];
  const start = middle - ((above + below + APART) * LINE_HEIGHT) / 2;
  return [
    ...block([across, start + (above * LINE_HEIGHT) / 2], inked(lines, look.ink), NAME_SIZE),
    ...block([across, start + (above + APART + below / 2) * LINE_HEIGHT], inked(figures, SOFT_INK), LABEL_SIZE),
  ];
}

function thing(drawn: Frame | SceneNode, manner: Manner, children: Mark[]): Mark {
  const address = manner.marks[drawn.id];
  if (address !== undefined) {
    const attributes = { id: drawn.id, "aria-label": drawn.spoken, href: address, class: "thing opener" };
    return { tag: "a", attributes, children };
  }
  const [kind, rest] = parted(drawn.id);
  if (kind === "lane" || ("place" in drawn && drawn.place.startsWith("@"))) return spoken(drawn, children);
  const meant = MEANT[kind] ?? kind;
  return link(drawn, {}, `${manner.page}${meant}=${rest}`, meant, manner, children);
}

/** What says what it is, and leads nowhere. */
function spoken(drawn: Frame | SceneNode, children: Mark[]): Mark {
  const said = { role: "graphics-symbol img", tabindex: "0", "aria-label": drawn.spoken };
  return { tag: "g", attributes: { id: drawn.id, ...said }, children };
}

function link(
  drawn: { readonly id: string; readonly spoken: string },
  ends: Record<string, string>,
  address: string,
  kind: string,
  { chosen }: Manner,
  children: Mark[],
): Mark {
  const isChosen = chosen !== "" && [drawn.id, `${kind}-${parted(drawn.id)[1]}`, address].includes(chosen);
  const attributes: Record<string, string> = {
    id: drawn.id,
    "aria-label": drawn.spoken,
    ...ends,
    href: `${address}#panel`,
  };
  attributes["class"] = `thing ${kind}${isChosen ? " chosen" : ""}`;
  if (isChosen) attributes["aria-current"] = "true";
  return { tag: "a", attributes, children };
}

/** A mark that opens or closes; without an address it is but a mark. */
function fold(id: string, label: string, marks: Mark[], manner: Manner): Mark {
  const address = manner.marks[id];
  if (address === undefined) return { tag: "g", attributes: { id }, children: marks };
  const attributes = { id, "aria-label": label, href: address, class: "toggle" };
  return { tag: "a", attributes, children: [...marks, words("title", label)] };
}

function between({ supplier, client }: SceneHandoff): string {
  const place = (id: string): string => (parted(id)[0] === "lane" ? `%40${parted(id)[1]}` : parted(id)[1]);
  return `supplier=${place(supplier)}&client=${place(client)}`;
}

function legend(mark: LegendMark): Mark[] {
  if ("text" in mark) return [text(mark.text)];
  return "curve" in mark ? [line([mark.curve], mark.stroke)] : shape(mark.box, mark.look, true);
}

function widened(path: Mark): Mark {
  const { d = "" } = path.attributes;
  return { tag: "path", attributes: { d, fill: "none", stroke: "transparent", "stroke-width": HIT_WIDTH } };
}

function inked(lines: readonly string[], ink: string): (readonly [string, string])[] {
  return lines.map((each) => [each, ink] as const);
}

function words(tag: string, said: string): Mark {
  return { tag, attributes: {}, text: said };
}

function parted(id: string): [string, string] {
  const cut = id.indexOf("-");
  return [id.slice(0, cut), id.slice(cut + 1)];
}
