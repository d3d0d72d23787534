/** The small form at a handoff: what stands in its fields, and the handoff that comes of what was typed. */
import type { Evidence, Handoff } from "../model/types";
import { error, type Problem } from "../rules";

/** What the rate of a handoff rests on, the best first. */
export const KINDS = ["fact", "opinion", "assumption", "unknown"] as const;
export type Kind = (typeof KINDS)[number];
export const SCORES = ["1", "2", "3", "4", "5"] as const;
/** 1 and 2 are dissatisfied. */
const DISSATISFIED = 2;

/** What is typed, by the names of the fields; `score.1` to `score.5` are how many gave it. */
export type Filled = Readonly<Record<string, string>>;

const WHOLE = /^\d{1,9}$|^\d{1,3}(?:[.,\s]\d{3}){1,3}$/u;
const SHARE = /^(\d{1,9}(?:[.,]\d+)?)\s*%?$/u;

export function kindOf({ deliveries, scores, ratings, total, own }: Evidence = {}): Kind {
  if (deliveries) return "fact";
  if (scores !== undefined || ratings?.length) return "opinion";
  return total !== undefined || own !== undefined ? "assumption" : "unknown";
}

/** A handoff as it stands in the form. */
export function filled({ deliverable, failure = {} }: Handoff): Filled {
  const { deliveries, scores = {}, total, own } = failure;
  const share = total ?? own;
  return {
    deliverable,
    kind: kindOf(failure),
    failed: said(deliveries?.failed),
    count: said(deliveries?.count),
    share: share === undefined ? "" : String(Math.round(share * 1e6) / 1e4),
    ...Object.fromEntries(SCORES.map((score) => [`score.${score}`, said(scores[score])])),
  };
}

/** How many are dissatisfied, of how many: by the counts that are typed, and by the ratings that there are one by one. */
export function dissatisfied(typed: Filled, { failure }: Handoff): readonly [failed: number, count: number] {
  const ratings = (failure?.ratings ?? []).map((each) => (typeof each === "number" ? { score: each } : each));
  const single = ratings.filter(({ by, requirement }) => (by ?? "client") === "client" && requirement === undefined);
  const given = SCORES.map((score) => [Number(score), whole(typed[`score.${score}`]) ?? 0] as const);
  const all = [...given, ...single.map(({ score }) => [score, 1] as const)];
  const sum = (found: typeof all): number => found.reduce((before, [, count]) => before + count, 0);
  return [sum(all.filter(([score]) => score <= DISSATISFIED)), sum(all)];
}

/**
 * The handoff that was typed, or what cannot be read, each at its field. What rests on better evidence than the kind that was
 * chosen goes, as it would be the rate still; what rests on less stays.
 */
export function handoffOf(typed: Filled, handoff: Handoff): Handoff | readonly Problem[] {
  const { failure: was = {}, ...rest } = { ...handoff, deliverable: (typed["deliverable"] ?? "").trim() };
  if (isAsShown(typed, handoff)) return { ...handoff, deliverable: rest.deliverable };
  const kind = KINDS.find((each) => each === typed["kind"]) ?? "unknown";
  const found = READ[kind](typed, handoff);
  if (isWrong(found)) return found;
  const failure = { ...kept(was, kind), ...found };
  return Object.keys(failure).length ? { ...rest, failure } : rest;
}

/** Whether nobody touched the figures: then they stay what they are, with all their digits. */
function isAsShown(typed: Filled, handoff: Handoff): boolean {
  const shown = Object.entries(filled(handoff)).filter(([name]) => name !== "deliverable");
  return shown.every(([name, value]) => typed[name] === value);
}

function isWrong(found: Evidence | readonly Problem[]): found is readonly Problem[] {
  return Array.isArray(found);
}

type Reading = (typed: Filled, handoff: Handoff) => Evidence | readonly Problem[];

const READ: Readonly<Record<Kind, Reading>> = {
  fact: (typed, { failure }) => {
    const [failed, count] = [whole(typed["failed"]), whole(typed["count"])];
    const wrong = unread(typed, ["failed", "count"], true);
    return wrong.length ? wrong : { deliveries: { ...failure?.deliveries, count: count ?? 0, failed: failed ?? 0 } };
  },
  opinion: (typed, handoff) => {
    const wrong = unread(
      typed,
      SCORES.map((score) => `score.${score}`),
    );
    if (wrong.length) return wrong;
    if (!dissatisfied(typed, handoff)[1]) return [error("field-missing", "/score.1")];
    const counts = SCORES.map((score) => [score, whole(typed[`score.${score}`]) ?? 0] as const);
    const scores = Object.fromEntries(counts.filter(([, count]) => count > 0));
    return Object.keys(scores).length ? { scores } : {};
  },
  assumption: (typed, { failure }) => {
    const value = (typed["share"] ?? "").trim();
    if (!value) return [error("field-missing", "/share")];
    const read = SHARE.exec(value);
    if (!read) return [error("field-percent", "/share", { value })];
    const share = Math.round(Number(read[1]?.replace(",", ".")) * 1e8) / 1e10;
    if (share > 1) return [error("field-not-a-share", "/share")];
    return failure?.own !== undefined && failure.total === undefined ? { own: share } : { total: share };
  },
  unknown: () => ({}),
};

/** What stays of the evidence besides what the chosen kind says itself. */
function kept(evidence: Evidence, kind: Kind): Evidence {
  const names: readonly (keyof Evidence)[] = KEPT[kind];
  return Object.fromEntries(Object.entries(evidence).filter(([name]) => names.includes(name as keyof Evidence)));
}

const KEPT: Readonly<Record<Kind, readonly (keyof Evidence)[]>> = {
  fact: ["scores", "ratings", "total", "own"],
  opinion: ["ratings", "total", "own"],
  assumption: [],
  unknown: [],
};

function unread(typed: Filled, names: readonly string[], isNeeded = false): readonly Problem[] {
  return names.flatMap((name) => {
    const value = (typed[name] ?? "").trim();
    if (!value) return isNeeded ? [error("field-missing", `/${name}`)] : [];
    return whole(value) === undefined ? [error("field-whole", `/${name}`, { value })] : [];
  });
}

function whole(text = ""): number | undefined {
  const typed = text.trim();
  return WHOLE.test(typed) ? Number(typed.replace(/[.,\s]/gu, "")) : undefined;
}

function said(count: number | undefined): string {
  return count === undefined ? "" : String(count);
}
