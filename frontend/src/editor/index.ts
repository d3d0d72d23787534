/**
 * The editor of a map, on its drawing.
 *
 *   <div class="drawing" data-controller="drawing editor" data-editor='{"map", "scene", "commands", "undo", "redo", "live",
 *        "here", "texts"}'>
 *
 * Until the map is here the page is as it is without: a drawing of links, and forms. Then the drawing is written by the editor,
 * the bar `[data-editor-bar]`, whose room was kept, is shown, and what is done is on screen at once.
 */
import { drawing } from "../controllers/drawing";
import htmx from "../htmx";
import type { Controller } from "../lib/attach";
import { Deeds } from "./page/deeds";
import { listenToDialogs } from "./page/dialogs";
import { listenToEntry } from "./page/entering";
import { follow } from "./page/following";
import { listenForHead } from "./page/heading";
import { listenToKeys } from "./page/keys";
import { HttpLine, type Addresses } from "./page/line";
import { Minimap } from "./page/minimap";
import { listenToPanel } from "./page/panel";
import { listenToPointer } from "./page/pointer";
import { Presence } from "./page/presence";
import { listenToSearch } from "./page/searching";
import type { Texts } from "./page/texts";
import { Proposals } from "./page/proposals";
import { listenToTools } from "./page/tools";
import { Workplace } from "./page/workplace";
import type { SceneAnswer } from "./scene/scene";

interface Settings extends Addresses {
  readonly map: string;
  readonly here: string;
  readonly proposals: string;
  readonly texts: Texts;
}

/** The word of this page, whatever becomes of its drawing: a drawing that is put in anew is not somebody else. */
const TAB = crypto.randomUUID();
const SVG = "http://www.w3.org/2000/svg";

export const editor: Controller = (element, signal) => {
  const settings = JSON.parse(element.dataset["editor"] ?? "null") as Settings | null;
  if (!settings) return;
  const line = new HttpLine(settings, signal);
  line.scene().then(
    (answer) => {
      performance.mark("editor-data");
      if (signal.aborted) return;
      if (isDrawable(answer)) begin(element, settings, answer, line, signal);
      else leave(element);
    },
    () => {
      if (!signal.aborted) leave(element);
    },
  );
};

/** Nothing is edited on this drawing: the forms are there instead, and the drawing as the server makes it. */
function leave(element: HTMLElement): void {
  document.querySelector("[data-editor-bar]")?.remove();
  const address = element.querySelector<HTMLElement>("[data-drawing-alone]")?.dataset["drawingAlone"];
  if (address !== undefined) void htmx.ajax("GET", address, { target: element, swap: "outerHTML" });
}

/** What is too large for one drawing is worked on in the table. */
function isDrawable({ scene, content }: SceneAnswer): boolean {
  return scene !== null || (content as { readonly nodes: readonly unknown[] }).nodes.length === 0;
}

function begin(
  element: HTMLElement,
  settings: Settings,
  answer: SceneAnswer,
  line: HttpLine,
  signal: AbortSignal,
): void {
  // One editor is enough: nobody else asks for the drawing, to put it in the place of what is worked on already.
  element.querySelector("[data-drawing-alone]")?.remove();
  const svg = element.querySelector("svg") ?? paper(element, signal);
  // The sheet has the focus where nothing is on it, and says then what it is.
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", settings.texts["title"] ?? "");
  const at = new Workplace({ map: settings.map, texts: settings.texts, element, svg }, answer, line);
  const deeds = new Deeds(at);
  const presence = new Presence(at, settings.here, TAB, signal);
  const proposals = new Proposals(at, settings.proposals, signal);
  listenToKeys(at, deeds, signal);
  listenToPointer(at, deeds, signal);
  listenToTools(at, deeds, signal);
  listenToDialogs(signal);
  listenToEntry(at, signal);
  listenToSearch(at, signal);
  listenToPanel(at, signal);
  listenForHead(at);
  new Minimap(at, signal);
  const told = {
    change: at.session.streamed.bind(at.session),
    here: presence.show.bind(presence),
    proposal: proposals.told.bind(proposals),
    waiting: proposals.all.bind(proposals),
    reload: () => void at.reload(),
  };
  follow(settings.live, TAB, () => at.session.revision, told, signal);
  signal.addEventListener("abort", () => {
    at.end();
  });
  performance.mark("editor-ready");
  element.dataset["editorState"] = "ready";
}

/** An empty map has no drawing yet. */
function paper(element: HTMLElement, signal: AbortSignal): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  element.prepend(svg);
  drawing(element, signal);
  return svg;
}
