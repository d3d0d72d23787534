/** Where a problem stands in the command that caused it, as the server's answers have it. */

import type { Chain } from "../model/chain";
import { LISTS, WORDS, type List } from "../model/types";
import type { Problem } from "../rules";
import { carriedThing, nameOf } from "./carried";
import type { Command } from "./types";

const PLACE = /^\/(nodes|handoffs|groups|actions)\/(\d+)(.*)$/s;

/** The problems of a chain with the place in the command where that carries what is wrong. */
export function inCommand(problems: readonly Problem[], command: Command, chain: Chain): readonly Problem[] {
  if (command.kind === "import-content")
    return problems.map((each) => ({ ...each, pointer: `/content${each.pointer}` }));
  const held = new Map(carried(command));
  return problems.map((each) => ({ ...each, pointer: moved(each.pointer, held, chain) }));
}

function moved(pointer: string, held: ReadonlyMap<string, string>, chain: Chain): string {
  const found = PLACE.exec(pointer);
  if (!found) return pointer.startsWith("/") ? (held.get("map") ?? "") + pointer : pointer;
  const list = LISTS.find((each) => each === found[1]) ?? "nodes";
  const place = held.get(`${WORDS[list]}:${idAt(chain, list, Number(found[2]))}`);
  return place === undefined ? pointer : place + (found[3] ?? "");
}

function idAt(chain: Chain, list: List, place: number): string {
  return chain[list].list[place]?.id ?? "";
}

/** What a command carries, by name, with its place in the command. */
function carried(command: Command, place = ""): (readonly [string, string])[] {
  if (command.kind === "describe-map") return [["map", place]];
  if (command.kind === "together") {
    return command.commands.flatMap((each, index) => carried(each, `${place}/commands/${index}`));
  }
  const held = carriedThing(command);
  return held ? [[nameOf(held), `${place}/${WORDS[held.list]}`]] : [];
}
