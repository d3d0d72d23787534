/**
 * Writes a scene as SVG, and the next one by what differs: things are known by their ids, so that elements, what listens to them
 * and the focus stay. What others put into an element, or set on it, is left alone.
 */
import { tween } from "../scene/geometry";
import type { Mark } from "../scene/marks";
import { around, frame, handoff, headings, laneNames, node, root, shifted, under, type Manner } from "../scene/picture";
import type { Scene } from "../scene/scene";

const SVG = "http://www.w3.org/2000/svg";
const NONE: Readonly<Record<string, string>> = {};
const GLIDE = 320;
/** Where more things move than this, gliding would stutter. */
const MOST_GLIDING = 600;

interface Written {
  mark: Mark;
  readonly element: SVGElement;
  children: Written[];
}

export class Drawing {
  readonly #svg: SVGSVGElement;
  readonly #body: SVGElement;
  #attributes: Readonly<Record<string, string>> = {};
  #before: Written[] = [];
  #after: Written[] = [];
  #inside: Written[] = [];
  #scene: Scene | undefined;
  #manner: Manner | undefined;
  #marks = new WeakMap<object, Mark[]>();
  #frame = 0;

  /** A drawing in an empty element. */
  constructor(svg: SVGSVGElement) {
    this.#svg = svg;
    this.#body = document.createElementNS(SVG, "g");
    svg.append(this.#body);
  }

  /** The scene that is on screen, or where it glides to. */
  get scene(): Scene | undefined {
    return this.#scene;
  }

  /** The element of a thing. */
  element(id: string): SVGElement | undefined {
    return this.#inside.find(({ mark }) => mark.attributes["id"] === id)?.element;
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
    if (!from || !moves(from, scene)) {
      this.show(scene, manner);
      return;
    }
    cancelAnimationFrame(this.#frame);
    this.#scene = scene;
    const began = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, Math.max(0, (now - began) / GLIDE));
      const shown = tween(from, scene, eased(t));
      this.#write(shown, manner);
      this.#scene = t < 1 ? shown : scene;
      if (t < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #write(scene: Scene, manner: Manner): void {
    if (this.#manner !== manner) this.#marks = new WeakMap();
    this.#manner = manner;
    const active = document.activeElement;
    const attributes = root(scene);
    setAttributes(this.#svg, this.#attributes, attributes);
    this.#attributes = attributes;
    const { before, after } = around(scene);
    this.#before = this.#list(this.#svg, this.#before, before, this.#body);
    this.#after = this.#list(this.#svg, this.#after, after, null);
    const transform = shifted(scene.shift);
    if (this.#body.getAttribute("transform") !== transform) this.#body.setAttribute("transform", transform);
    this.#inside = this.#list(this.#body, this.#inside, this.#bodyMarks(scene, manner), null);
    // An element that was put to another place lost the focus by it.
    if (active instanceof SVGElement && active !== document.activeElement && active.isConnected) {
      active.focus({ preventScroll: true });
    }
  }

  #bodyMarks(scene: Scene, manner: Manner): Mark[] {
    return [
      ...under(scene),
      ...scene.handoffs.flatMap((each) => this.#once(each, () => [handoff(each, manner)])),
      ...laneNames(scene),
      ...scene.frames.flatMap((each) => this.#once(each, () => frame(each, manner))),
      ...headings(scene),
      ...scene.nodes.flatMap((each) => this.#once(each, () => node(each, manner))),
    ];
  }

  /** The marks of a thing, made once: where nothing changed, nothing is compared. */
  #once(drawn: object, make: () => Mark[]): Mark[] {
    let marks = this.#marks.get(drawn);
    if (!marks) this.#marks.set(drawn, (marks = make()));
    return marks;
  }

  /** Bring a list of elements to what it shall be; it ends before `end`. */
  #list(parent: SVGElement, was: Written[], marks: readonly Mark[], end: Node | null): Written[] {
    if (!was.length) {
      const written = marks.map(write);
      const all = document.createDocumentFragment();
      for (const { element } of written) all.appendChild(element);
      parent.insertBefore(all, end);
      return written;
    }
    const known = new Map(keyed(was.map(({ mark }) => mark)).map((key, place) => [key, was[place]]));
    const keys = keyed(marks);
    const written = marks.map((mark, place) => {
      const key = keys[place] ?? "";
      const found = known.get(key);
      if (found?.mark.tag !== mark.tag) return write(mark);
      known.delete(key);
      return patched(found, mark);
    });
    for (const gone of known.values()) gone?.element.remove();
    put(parent, was, written, end);
    return written;
  }
}

/** Put elements into their order, moving none that stands right. */
function put(parent: SVGElement, was: readonly Written[], written: readonly Written[], end: Node | null): void {
  let next: Node | null = was.find(({ element }) => element.parentNode === parent)?.element ?? end;
  for (const { element } of written) {
    if (element === next) next = next.nextSibling;
    else parent.insertBefore(element, next);
  }
}

/** What a mark is known by: its id, or which one of its tag it is. */
function keyed(marks: readonly Mark[]): string[] {
  const counts = new Map<string, number>();
  return marks.map(({ tag, attributes: { id } }) => {
    if (id !== undefined) return id;
    const count = (counts.get(tag) ?? 0) + 1;
    counts.set(tag, count);
    return `${tag} ${count}`;
  });
}

function write(mark: Mark): Written {
  const element = document.createElementNS(SVG, mark.tag);
  setAttributes(element, NONE, mark.attributes);
  if (mark.text !== undefined) element.textContent = mark.text;
  const children = mark.children?.map(write) ?? [];
  for (const child of children) element.appendChild(child.element);
  return { mark, element, children };
}

function patched(written: Written, mark: Mark): Written {
  if (written.mark === mark) return written;
  const { element, mark: was } = written;
  setAttributes(element, was.attributes, mark.attributes);
  if (was.text !== mark.text) element.textContent = mark.text ?? "";
  const before = written.children;
  const marks = mark.children ?? [];
  written.children = marks.map((child, place) => {
    const old = before[place];
    if (old?.mark.tag === child.tag) return patched(old, child);
    const made = write(child);
    if (old) old.element.replaceWith(made.element);
    else element.appendChild(made.element);
    return made;
  });
  for (const { element: gone } of before.slice(marks.length)) gone.remove();
  written.mark = mark;
  return written;
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
function moves(from: Scene, to: Scene): boolean {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return false;
  const places = new Map(from.nodes.map(({ id, box }) => [id, box]));
  const moved = to.nodes.filter(({ id, box }) => places.get(id)?.some((side, place) => side !== box[place]));
  return moved.length > 0 && moved.length <= MOST_GLIDING;
}

function eased(t: number): number {
  return t * t * (3 - 2 * t);
}
