/**
 * The rules of a map, as the server's (`process_models.domain.rules`): every problem at once, in the document's order,
 * with the same codes, places and fields. `tests/editor/rule_cases.json` holds the two against each other.
 */

import type { Chain } from "../model/chain";
import type { Header } from "../model/types";
import { actionProblems } from "./actions";
import { groupProblems } from "./groups";
import { handoffProblems } from "./handoffs";
import { nodeProblems } from "./nodes";
import { error, NONE, type Problem } from "./problem";
import { extensionProblems, isWellFormed, nameProblems, positiveProblems, textProblems } from "./values";

export { error, type Field, type Problem } from "./problem";
export { roomProblems } from "./room";

const LANGUAGE = /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$/;

/** Everything that keeps a chain from being a valid map. */
export function problems(chain: Chain): readonly Problem[] {
  return [
    ...headerProblems(chain.header),
    ...nodeProblems(chain),
    ...handoffProblems(chain),
    ...groupProblems(chain),
    ...actionProblems(chain),
    ...extensionProblems(chain.header.extensions),
  ];
}

function headerProblems({ id, name, description, language, minimum_group, currency }: Header): readonly Problem[] {
  const isStrange = language !== undefined && !LANGUAGE.test(language);
  return [
    ...(id === undefined || isWellFormed(id) ? NONE : [error("malformed-id", "/id", { id })]),
    ...nameProblems("/name", name),
    ...textProblems("/description", description),
    ...(isStrange ? [error("malformed-language", "/language", { language })] : NONE),
    ...positiveProblems("/minimum_group", minimum_group),
    ...textProblems("/currency", currency),
  ];
}
