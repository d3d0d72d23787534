/** Rules of evidence: counts that add up, scores on their scale, one assumption at most. */

import type { Deliveries, Evidence, Rating } from "../model/types";
import { error, NONE, under, type Problem } from "./problem";
import { amountProblems, positiveProblems, scoreProblems, shareProblems, textProblems } from "./values";

const WAYS = ["late", "incomplete", "wrong"] as const;

/** What is wrong in the evidence of a handoff with these requirements, or of a node, which has none. */
export function evidenceProblems(
  evidence: Evidence | undefined,
  requirements: ReadonlySet<string> = new Set(),
): readonly Problem[] {
  if (!evidence) return NONE;
  const { deliveries, scores, ratings, total, own } = evidence;
  const found = [
    ...(deliveries ? under("/deliveries", deliveriesProblems(deliveries)) : NONE),
    ...under("/scores", scoresProblems(scores ?? {})),
    ...(ratings ?? []).flatMap((rating, index) => under(`/ratings/${index}`, ratingProblems(rating, requirements))),
    ...shareProblems("/total", total),
    ...shareProblems("/own", own),
  ];
  return total !== undefined && own !== undefined ? [...found, error("total-and-own", "/own")] : found;
}

function deliveriesProblems(deliveries: Deliveries): readonly Problem[] {
  const { count, failed } = deliveries;
  const isBeyond = failed < 0 || failed > count;
  const ways = WAYS.flatMap((way) => {
    const given = deliveries[way];
    const fits = given === undefined || (given >= 0 && given <= failed);
    return fits ? NONE : [error("way-beyond-failed", `/${way}`, { count: given, failed })];
  });
  const beyond = isBeyond ? [error("failed-beyond-count", "/failed", { failed, count })] : NONE;
  return [...positiveProblems("/count", count), ...beyond, ...ways];
}

function scoresProblems(scores: Readonly<Record<string, number>>): readonly Problem[] {
  return Object.entries(scores).flatMap(([score, count]) => [
    ...scoreProblems(`/${score}`, Number(score)),
    ...amountProblems(`/${score}`, count),
  ]);
}

function ratingProblems(given: number | Rating, requirements: ReadonlySet<string>): readonly Problem[] {
  const rating: Rating = typeof given === "number" ? { score: given } : given;
  const { score, importance, requirement, comment } = rating;
  const isUnknown = requirement !== undefined && !requirements.has(requirement);
  return [
    ...scoreProblems("/score", score),
    ...scoreProblems("/importance", importance),
    ...(isUnknown ? [error("unknown-requirement", "/requirement", { requirement })] : NONE),
    ...textProblems("/comment", comment),
  ];
}
