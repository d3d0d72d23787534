/**
 * The lens on the drawing. Whoever drew it, the server or the editor, its elements and attributes are left as they are: lines
 * get a style over their attributes, texts another text in their place, and what is lit gets an attribute of ours. So all
 * of it can be taken away again, whatever was drawn meanwhile.
 */
import type { Front } from "./chain";
import { lines, NOTHING, restored, type Look, type Supposed } from "./supposed";

const SVG = "http://www.w3.org/2000/svg";
const MARKS = ["data-lens-front", "data-lens-past", "data-lens-lit"] as const;
const TRANSPARENT = "transparent";
const LINE_HEIGHT = 1.24;
const ABOVE = 7;

export class Drawn {
  readonly #svg: () => SVGSVGElement | null;
  #supposed: Supposed = NOTHING;
  #front: Front | null = null;
  #lit = "";

  constructor(svg: () => SVGSVGElement | null) {
    this.#svg = svg;
  }

  suppose(supposed: Supposed): void {
    for (const id of restored(this.#supposed, supposed)) this.#restore(id);
    this.#supposed = supposed;
    for (const [id, look] of Object.entries(supposed.handoffs)) this.#look(id, look);
    for (const [id, words] of Object.entries(supposed.nodes)) this.#figure(id, words);
  }

  show(front: Front | null): void {
    this.#front = front;
    this.#mark("data-lens-front", front ? [front.now] : []);
    this.#mark("data-lens-past", front?.past ?? []);
    this.#element(front?.now ?? "")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  light(id: string): void {
    this.#lit = id;
    this.#mark("data-lens-lit", id ? [id] : []);
  }

  /** The drawing was written anew: the lens is put on it again. */
  again(): void {
    const supposed = this.#supposed;
    this.suppose(NOTHING);
    this.suppose(supposed);
    this.#mark("data-lens-front", this.#front ? [this.#front.now] : []);
    this.#mark("data-lens-past", this.#front?.past ?? []);
    this.#mark("data-lens-lit", this.#lit ? [this.#lit] : []);
  }

  takeAway(): void {
    this.suppose(NOTHING);
    this.#front = null;
    this.#lit = "";
    for (const name of MARKS) this.#mark(name, []);
  }

  #element(id: string): SVGElement | null {
    return id ? (this.#svg()?.querySelector<SVGElement>(`#${CSS.escape(id)}`) ?? null) : null;
  }

  #mark(name: (typeof MARKS)[number], ids: readonly string[]): void {
    const wanted = new Set(ids.map((id) => this.#element(id)));
    for (const element of this.#svg()?.querySelectorAll(`[${name}]`) ?? []) {
      if (!wanted.has(element as SVGElement)) element.removeAttribute(name);
    }
    for (const element of wanted) element?.setAttribute(name, "");
  }

  #look(id: string, look: Look): void {
    const element = this.#element(id);
    if (!element) return;
    element.toggleAttribute("data-lens-gone", look.gone);
    for (const path of element.querySelectorAll<SVGElement>(":scope > path")) {
      if (path.getAttribute("stroke") === TRANSPARENT) continue;
      path.style.setProperty("stroke", look.color);
      path.style.setProperty("stroke-width", String(look.width));
      path.style.setProperty("stroke-dasharray", look.dashes.length ? look.dashes.join(" ") : "none");
    }
    for (const tip of element.querySelectorAll<SVGElement>(":scope > polygon"))
      tip.style.setProperty("fill", look.color);
    this.#write(element, look);
  }

  #write(element: SVGElement, look: Look): void {
    for (const text of element.querySelectorAll("[data-lens-text]")) text.remove();
    const written = Array.from(element.querySelectorAll<SVGElement>(":scope > text"));
    if (!written.length) return;
    lines(look, written.length).forEach(({ instead, words }, place) => {
      const old = instead === null ? undefined : written[instead];
      old?.style.setProperty("display", "none");
      const pattern = old ?? written.at(-1);
      const made = pattern?.cloneNode() as SVGElement | undefined;
      if (!made) return;
      made.removeAttribute("style");
      made.setAttribute("data-lens-text", "");
      made.textContent = words;
      if (!old) made.setAttribute("y", String(lower(made, place - (written.length - look.lines) + 1)));
      element.append(made);
    });
  }

  /** A figure over a node, where it has none of its own: on a plate, so that lines behind it do not cross it. */
  #figure(id: string, words: string): void {
    const element = this.#element(id);
    const shape = element?.querySelector<SVGGraphicsElement>(":scope > rect, :scope > polygon");
    if (!element || !shape) return;
    const { x, y, width } = shape.getBBox();
    const found = element.querySelector<SVGElement>("g[data-lens-figure]");
    const group = found ?? document.createElementNS(SVG, "g");
    if (!found) {
      group.setAttribute("data-lens-figure", "");
      group.append(document.createElementNS(SVG, "rect"), document.createElementNS(SVG, "text"));
      element.append(group);
    }
    const [plate, text] = [group.querySelector("rect"), group.querySelector("text")];
    if (!plate || !text) return;
    if (text.textContent !== words) text.textContent = words;
    text.setAttribute("x", String(x + width / 2));
    text.setAttribute("y", String(y - ABOVE));
    const box = text.getBBox();
    const sides = { x: box.x - 4, y: box.y - 2, width: box.width + 8, height: box.height + 4, rx: 3 };
    for (const [name, value] of Object.entries(sides)) plate.setAttribute(name, String(value));
  }

  #restore(id: string): void {
    const element = this.#element(id);
    if (!element) return;
    element.removeAttribute("data-lens-gone");
    for (const own of element.querySelectorAll("[data-lens-text], [data-lens-figure]")) own.remove();
    for (const part of element.querySelectorAll<SVGElement>(":scope > :is(path, polygon, text)")) {
      for (const name of ["stroke", "stroke-width", "stroke-dasharray", "fill", "display"])
        part.style.removeProperty(name);
      if (!part.getAttribute("style")) part.removeAttribute("style");
    }
  }
}

function lower(text: SVGElement, steps: number): number {
  return Number(text.getAttribute("y")) + steps * Number(text.getAttribute("font-size")) * LINE_HEIGHT;
}
