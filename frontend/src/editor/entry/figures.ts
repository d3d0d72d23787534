/** What is known of a handoff's failures, as one types it in one go: "30 de 200", "30/200", "15 %". */
import type { Evidence } from "../model/types";

const COUNTED = /^(\d{1,9})\s*(?:\/|de|of)\s*(\d{1,9})$/iu;
const SHARE = /^(\d{1,3}(?:[.,]\d+)?)\s*%?$/u;

/** The evidence that a text says; null where it says none that can be. */
export function figuresOf(text: string): Evidence | null {
  const said = text.trim();
  const counted = COUNTED.exec(said);
  if (counted) {
    const [failed, count] = [Number(counted[1]), Number(counted[2])];
    return count >= 1 && failed <= count ? { deliveries: { count, failed } } : null;
  }
  const share = SHARE.exec(said);
  const total = share ? Number(share[1]?.replace(",", ".")) / 100 : NaN;
  return total >= 0 && total <= 1 ? { total: Math.round(total * 1e10) / 1e10 } : null;
}

/** What is known, as it would be typed. */
export function typed(evidence: Evidence | undefined): string {
  const { deliveries, total } = evidence ?? {};
  if (deliveries) return `${deliveries.failed}/${deliveries.count}`;
  return total === undefined ? "" : `${Math.round(total * 1e6) / 1e4} %`;
}
