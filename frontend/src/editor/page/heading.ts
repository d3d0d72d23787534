/** What the head of the page says of the map, as it changes: its revision, and how many handoffs there are. */
import type { Workplace } from "./workplace";

export function listenForHead(at: Workplace): void {
  const { lang } = document.documentElement;
  const number = new Intl.NumberFormat(lang, { useGrouping: "always" });
  const time = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  let seen = at.session.revision;
  at.subscribe(() => {
    write("handoff-count", number.format(at.chain.handoffs.list.length));
    if (at.session.revision === seen) return;
    seen = at.session.revision;
    const when = at.text("web.today", { clock: time.format(new Date()) });
    write("revision", at.text("web.revision", { revision: number.format(seen), when }));
  });
}

/** Looked for each time: an answer of the server brings them anew. */
function write(id: string, text: string): void {
  const element = document.getElementById(id);
  if (element && element.textContent !== text) element.textContent = text;
}
