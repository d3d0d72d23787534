/** Every change of a map, as a value that can be sent, kept and undone (docs/commands.md), with the effects that it has on the server. */

import type { Chain } from "../model/chain";
import { problems, roomProblems, type Problem } from "../rules";
import { Refused, type Applied } from "./edits";
import { performed } from "./perform";
import { inCommand } from "./placing";
import type { Command } from "./types";

export type { Applied } from "./edits";
export { normalCommand } from "./normal";
export { inBoth, touched, touchedBy } from "./touched";
export type { Command, Edit, Edits } from "./types";

export interface Refusal {
  readonly problems: readonly Problem[];
}

export type Outcome = Applied | Refusal;

/** The chain after a command, whatever the rules say of it; refused where the command does not fit. */
export function attempt(chain: Chain, command: Command): Outcome {
  try {
    return performed(chain, command);
  } catch (reason) {
    if (reason instanceof Refused) return { problems: reason.problems };
    throw reason;
  }
}

/** The chain after a command and its inverse, or every problem, placed in the command where that carries what is wrong. */
export function perform(chain: Chain, command: Command): Outcome {
  const outcome = attempt(chain, command);
  if (isRefusal(outcome)) return outcome;
  const broken = [...problems(outcome.chain), ...roomProblems(outcome.chain)];
  return broken.length ? { problems: inCommand(broken, command, outcome.chain) } : outcome;
}

export function isRefusal(outcome: object): outcome is Refusal {
  return "problems" in outcome;
}
