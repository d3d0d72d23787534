/**
 * Writes a scene as SVG, and the next one by what differs: things are known by their ids, so that elements, what listens to them
 * and the focus stay. What others put into an element, or set on it, is left alone. A drawing that is on the page already is taken
 * over as it stands: what is not changed is never looked at.
 */
import { glided, moving } from "../scene/geometry";
import type { Mark } from "../scene/marks";
import { around, frame, handoff, headings, laneNames, node, root, shifted, under, type Manner } from "../scene/picture";
import type { Scene } from "../scene/scene";
import { alike } from "./alike";

const SVG = "http://www.w3.org/2000/svg";
const NONE: Readonly<Record<string, string>> = {};
const GLIDE = 320;
/** Where more things move than this, gliding would stutter. */
const MOST_GLIDING = 100;

/** Which of an element's children are of its mark, once one of them was written here; others are somebody else's. */
const OWN = new WeakMap<SVGElement, SVGElement[]>();

/** A mark to be: what it is known by, what it is made of, and how. What is made of the same, in one manner, is the same. */
interface Sketch {
  readonly key: string;
  readonly of: unknown;
  readonly make: () => Mark;
}

interface Written {
  sketch: Sketch;
  /** What was written, known once somebody asks. */
  mark: Mark | undefined;
  readonly element: SVGElement;
}

export class Drawing {
  readonly #svg: SVGSVGElement;
  #body: SVGElement;
  #attributes: Readonly<Record<string, string>> = {};
  #before: Written[] = [];
  #after: Written[] = [];
  #inside: Written[] = [];
  #byKey: ReadonlyMap<string, Written> | undefined;
  #scene: Scene | undefined;
  #manner: Manner | undefined;
  #frame = 0;

  /** A drawing in an element, which it empties. */
  constructor(svg: SVGSVGElement) {
    this.#svg = svg;
    this.#body = document.createElementNS(SVG, "g");
  }

  /** The scene that is on screen, or where it glides to. */
  get scene(): Scene | undefined {
    return this.#scene;
  }

  /** The element of a thing. */
  element(id: string): SVGElement | undefined {
    this.#byKey ??= new Map(this.#inside.map((written) => [written.sketch.key, written]));
    return this.#byKey.get(id)?.element;
  }

  /** Take over what the page shows of this scene; false where it is not that. */
  adopt(scene: Scene, manner: Manner): boolean {
    const { before, after } = around(scene);
    const inside = sketches(scene, manner);
    const [first, last] = [[...this.#svg.children], inside.length];
    const body = first[before.length];
    if (first.length !== before.length + 1 + after.length || body?.children.length !== last) return false;
    const ids = Array.from(body.children, ({ id }) => id);
    if (inside.some(({ key }, place) => ids[place] !== (key.startsWith(UNNAMED) ? "" : key))) return false;
    this.#body = body as SVGElement;
    this.#attributes = sheet(scene);
    this.#before = adopted(plain(before), first);
    this.#after = adopted(plain(after), first.slice(before.length + 1));
    this.#inside = adopted(inside, [...body.children]);
    this.#byKey = undefined;
    this.#scene = scene;
    this.#manner = manner;
    return true;
  }

  /** Show a scene at once. */
  show(scene: Scene, manner: Manner): void {
    cancelAnimationFrame(this.#frame);
    this.#write(scene, manner);
    this.#scene = scene;
  }

  /** Go to a scene so that the eye can follow, or at once for who wants no motion. */
  glide(scene: Scene, manner: Manner): void {
    const from = this.#scene;
    if (!from || !isSeenMoving(from, scene)) {
      this.show(scene, manner);
      return;
    }
    cancelAnimationFrame(this.#frame);
    const tween = glided(from, scene);
    this.#scene = scene;
    const began = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, Math.max(0, (now - began) / GLIDE));
      const shown = tween(eased(t));
      this.#write(shown, manner);
      this.#scene = t < 1 ? shown : scene;
      if (t < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #write(scene: Scene, manner: Manner): void {
    const isFirst = this.#manner === undefined;
    if (isFirst) this.#svg.replaceChildren(this.#body);
    const isOther = !isFirst && !alike(this.#manner, manner);
    this.#manner = manner;
    const active = document.activeElement;
    const attributes = sheet(scene);
    if (this.#svg.getAttribute("viewBox") !== attributes["viewBox"]) enlarge(this.#svg, scene);
    setAttributes(this.#svg, this.#attributes, attributes);
    this.#attributes = attributes;
    const { before, after } = around(scene);
    this.#before = list(this.#svg, this.#before, plain(before), this.#body, false);
    this.#after = list(this.#svg, this.#after, plain(after), null, false);
    const transform = shifted(scene.shift);
    if (this.#body.getAttribute("transform") !== transform) this.#body.setAttribute("transform", transform);
    const inside = sketches(scene, manner);
    this.#inside = list(this.#body, this.#inside, inside, null, isOther);
    this.#byKey = undefined;
    // An element that was put to another place lost the focus by it.
    if (active instanceof SVGElement && active !== document.activeElement && active.isConnected) {
      active.focus({ preventScroll: true });
    }
  }
}

const UNNAMED = " ";

/** What is drawn in the body, in its order. */
function sketches(scene: Scene, manner: Manner): Sketch[] {
  return [
    ...plain(under(scene)),
    ...scene.handoffs.map((of) => ({ key: of.id, of, make: () => handoff(of, manner) })),
    ...plain(laneNames(scene), "lane"),
    ...scene.frames.flatMap((of) => several(of, ["", "close-"], (each) => frame(each, manner))),
    ...plain(headings(scene), "heading"),
    ...scene.nodes.flatMap((of) => several(of, of.opener ? ["", "open-"] : [""], (each) => node(each, manner))),
  ];
}

/** A thing with the marks that open or close it, each known by what stands before the thing's id. */
function several<Of extends { readonly id: string }>(of: Of, before: string[], make: (of: Of) => Mark[]): Sketch[] {
  return before.map((word, place) => ({ key: word + of.id, of, make: () => chosen(make(of), place) }));
}

function chosen(marks: readonly Mark[], place: number): Mark {
  const mark = marks[place];
  if (!mark) throw new Error("a thing has fewer marks than were told");
  return mark;
}

/** Marks without a name: known by which one of its tag each is. */
function plain(marks: readonly Mark[], where = ""): Sketch[] {
  const counts = new Map<string, number>();
  return marks.map((mark) => {
    const count = (counts.get(mark.tag) ?? 0) + 1;
    counts.set(mark.tag, count);
    return { key: `${UNNAMED}${where} ${mark.tag} ${count}`, of: mark, make: () => mark };
  });
}

function adopted(sketched: readonly Sketch[], elements: readonly Element[]): Written[] {
  return sketched.map((sketch, place) => ({ sketch, mark: undefined, element: elements[place] as SVGElement }));
}

/** Bring a list of elements to what it shall be; it ends before `end`. `isOther`: it is drawn in another manner. */
function list(
  parent: SVGElement,
  was: Written[],
  sketched: readonly Sketch[],
  end: Node | null,
  isOther: boolean,
): Written[] {
  if (was.length === sketched.length && was.every(({ sketch }, place) => sketch.key === sketched[place]?.key)) {
    for (const [place, written] of was.entries()) patch(written, sketched[place] ?? written.sketch, isOther);
    if (was.every(({ element }) => element.parentNode === parent)) return was;
  }
  const known = new Map(was.map((written) => [written.sketch.key, written]));
  const written = sketched.map((sketch) => {
    const found = known.get(sketch.key);
    if (!found) return create(sketch);
    known.delete(sketch.key);
    patch(found, sketch, isOther);
    return found;
  });
  for (const { element } of known.values()) element.remove();
  put(parent, was, written, end);
  return written;
}

/** Put elements into their order, moving none that stands right. */
function put(parent: SVGElement, was: readonly Written[], written: readonly Written[], end: Node | null): void {
  let next: Node | null = was.find(({ element }) => element.parentNode === parent)?.element ?? end;
  for (const { element } of written) {
    if (element === next) next = next.nextSibling;
    else parent.insertBefore(element, next);
  }
}

function create(sketch: Sketch): Written {
  const mark = sketch.make();
  return { sketch, mark, element: write(mark) };
}

function write(mark: Mark): SVGElement {
  const element = document.createElementNS(SVG, mark.tag);
  setAttributes(element, NONE, mark.attributes);
  if (mark.text !== undefined) element.textContent = mark.text;
  if (mark.children?.length) {
    const own = mark.children.map(write);
    for (const child of own) element.appendChild(child);
    OWN.set(element, own);
  }
  return element;
}

function patch(written: Written, sketch: Sketch, isOther: boolean): void {
  const was = written.sketch;
  written.sketch = sketch;
  if (!isOther && (was.of === sketch.of || alike(was.of, sketch.of))) return;
  const [before, after] = [written.mark ?? was.make(), sketch.make()];
  written.mark = after;
  patched(written.element, before, after);
}

/** Change an element to another mark, where the two differ. */
function patched(element: SVGElement, was: Mark, mark: Mark): void {
  setAttributes(element, was.attributes, mark.attributes);
  if (was.text !== mark.text) element.textContent = mark.text ?? "";
  if (was.children?.length || mark.children?.length) patchChildren(element, was.children ?? [], mark.children ?? []);
}

function patchChildren(element: SVGElement, before: readonly Mark[], marks: readonly Mark[]): void {
  const own = OWN.get(element) ?? ([...element.children] as SVGElement[]);
  const end = own.at(-1)?.nextSibling ?? null;
  const now = marks.map((mark, place) => {
    const [old, there] = [before[place], own[place]];
    if (old?.tag === mark.tag && there) {
      patched(there, old, mark);
      return there;
    }
    const made = write(mark);
    if (there) there.replaceWith(made);
    else element.insertBefore(made, end);
    return made;
  });
  for (const gone of own.slice(marks.length)) gone.remove();
  OWN.set(element, now);
}

/** The sheet's own attributes, but for how large it is shown: who zoomed it keeps the scale. */
function sheet(scene: Scene): Record<string, string> {
  const { width: _w, height: _h, ...attributes } = root(scene);
  return attributes;
}

/** Show a sheet of another size in the scale in which it is shown. */
function enlarge(svg: SVGSVGElement, { size }: Scene): void {
  const shown = Number(svg.getAttribute("width")) / svg.viewBox.baseVal.width;
  const scale = Number.isFinite(shown) && shown > 0 ? shown : 1;
  svg.setAttribute("width", String(Math.floor(size[0] * scale)));
  svg.setAttribute("height", String(Math.floor(size[1] * scale)));
}

function setAttributes(
  element: Element,
  was: Readonly<Record<string, string>>,
  attributes: Readonly<Record<string, string>>,
): void {
  for (const name in attributes) {
    const value = attributes[name] ?? "";
    if (was[name] !== value) element.setAttribute(name, value);
  }
  if (was === NONE) return;
  for (const name in was) if (!(name in attributes)) element.removeAttribute(name);
}

/** Whether anything moves, for who likes to see it, and not too much of it. */
function isSeenMoving(from: Scene, to: Scene): boolean {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return false;
  const moved = moving(from, to);
  return moved > 0 && moved <= MOST_GLIDING;
}

function eased(t: number): number {
  return t * t * (3 - 2 * t);
}
