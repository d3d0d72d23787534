/** The normal form of a command, as the server writes it: what it carries in normal form, no empty lists. */

import { Chain } from "../model/chain";
import { normal, normalHeader } from "../model/normal";
import type { Thing } from "../model/types";
import { carriedThing, carrying, type Carried } from "./carried";
import { normalised } from "./edits";
import type { Command, Edits } from "./types";

export function normalCommand(command: Command): Command {
  if (command.kind === "describe-map") return { kind: command.kind, ...normalHeader(command) };
  if (command.kind === "import-content") {
    return { kind: command.kind, content: Chain.of(command.content).document() };
  }
  if (command.kind === "together") return { kind: command.kind, commands: command.commands.map(normalCommand) };
  if (command.kind === "restore") return { kind: command.kind, edits: normalEdits(command.edits) };
  const held = carriedThing(command);
  return withoutNothing(held ? carrying(command, normalCarried(held)) : command);
}

function normalCarried({ list, thing }: Carried): Carried {
  const form = normal[list] as (raw: Thing) => Thing;
  return { list, thing: form(thing) };
}

function normalEdits({ nodes, handoffs, groups, actions }: Edits): Edits {
  return {
    ...(nodes?.length ? { nodes: normalised("nodes", nodes) } : {}),
    ...(handoffs?.length ? { handoffs: normalised("handoffs", handoffs) } : {}),
    ...(groups?.length ? { groups: normalised("groups", groups) } : {}),
    ...(actions?.length ? { actions: normalised("actions", actions) } : {}),
  };
}

function withoutNothing<T extends object>(command: T): T {
  const kept = Object.entries(command).filter(
    ([, value]: [string, unknown]) => value !== null && value !== undefined && !(Array.isArray(value) && !value.length),
  );
  return Object.fromEntries(kept) as T;
}
