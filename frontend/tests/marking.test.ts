import { expect, test } from "vitest";
import { walkOf } from "../src/controllers/marking";
import type { Place, Step } from "../src/lib/walk";

const WRITTEN = `
  <a class="thing handoff" id="handoff-b" data-supplier="node-v" data-client="node-w">
    <path d="M10 40 C20 40 30 40 40 40"/><text x="25" y="38"/><text x="25" y="46"/></a>
  <a class="thing handoff" id="handoff-a" data-supplier="node-v" data-client="node-w"><path d="M10 0 C20 0 30 0 40 0"/></a>
  <a class="thing node" id="node-w"><polygon points="200,0 240,0 240,20 200,20 207,10"/><text x="220" y="12"/></a>
  <a class="thing node" id="node-v"><rect x="0" y="10" width="40" height="20"/><text x="20" y="20"/></a>`;

function drawn(): ReadonlyMap<string, SVGAElement> {
  const page = new DOMParser().parseFromString(`<svg>${WRITTEN}</svg>`, "text/html");
  return new Map(Array.from(page.querySelectorAll<SVGAElement>("a.thing"), (thing) => [thing.id, thing]));
}

const SCENE = {
  nodes: [
    { id: "node-w", box: [200, 0, 40, 20] },
    { id: "node-v", box: [0, 10, 40, 20] },
    { id: "lane-1", box: [-90, 0, 40, 20] },
  ],
  frames: [],
  handoffs: [
    { id: "handoff-b", supplier: "node-v", client: "node-w", label: [25, 42], tip: [40, 40] },
    { id: "handoff-a", supplier: "node-v", client: "node-w", label: null, tip: [40, 0] },
  ],
};

test.each([
  ["what is written", undefined],
  ["the scene", SCENE],
])("the way goes by %s", (_, scene) => {
  const walk = walkOf(drawn(), scene);
  expect(walk.entrance()?.id).toBe("node-v");
  let place: Place = { id: "node-v", from: "supplier" };
  const steps: Step[] = ["right", "down", "up", "right", "left", "first", "last"];
  const walked = steps.map((step) => (place = walk.step(place, step)).id);
  expect(walked).toEqual(["handoff-a", "handoff-b", "handoff-a", "node-w", "handoff-a", "node-v", "node-w"]);
});
