/** What is not sent yet, kept in the browser so that it outlives the page. */
import type { Kept } from "../session";

export function stored(place: string): Kept | undefined {
  try {
    const text = localStorage.getItem(place);
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}

export function keep(place: string, kept: Kept): void {
  try {
    if (kept.queue.length || kept.dropped.length) localStorage.setItem(place, JSON.stringify(kept));
    else localStorage.removeItem(place);
  } catch {
    // A browser that keeps nothing still sends.
  }
}
