/** What guests propose, told over the drawing as it comes: accepted there, it is on the map; discarded, it is gone. */
import type { Answer, Change } from "../session";
import { token, type Said } from "./line";
import type { Workplace } from "./workplace";

const MOST_SHOWN = 4;

/** A proposal as the stream tells it. */
export interface Proposal {
  readonly id: number;
  readonly guest: string;
  readonly area: string;
  readonly client: string;
  readonly gives: string;
  readonly supplier: string;
  readonly receives: string;
  readonly state: "waiting" | "accepted" | "refused";
}

export class Proposals {
  readonly #at: Workplace;
  readonly #address: string;
  readonly #signal: AbortSignal;
  readonly #waiting = new Map<number, HTMLLIElement>();

  constructor(at: Workplace, address: string, signal: AbortSignal) {
    this.#at = at;
    this.#address = address;
    this.#signal = signal;
  }

  /** One came, or was decided by anybody. */
  told(proposal: Proposal): void {
    if (proposal.state !== "waiting") this.#waiting.delete(proposal.id);
    else if (!this.#waiting.has(proposal.id)) this.#waiting.set(proposal.id, this.#item(proposal));
    this.#show();
  }

  /** These are all that wait. */
  all(proposals: readonly Proposal[]): void {
    const ids = new Set(proposals.map(({ id }) => id));
    for (const id of this.#waiting.keys()) if (!ids.has(id)) this.#waiting.delete(id);
    for (const each of proposals) if (!this.#waiting.has(each.id)) this.#waiting.set(each.id, this.#item(each));
    this.#show();
  }

  /** Items that stay are left where they are, so that nobody's focus is lost. */
  #show(): void {
    const place = document.querySelector<HTMLElement>("[data-editor-proposals]");
    const list = place?.querySelector("ul");
    if (!place || !list) return;
    const hadFocus = list.contains(document.activeElement);
    place.hidden = !this.#waiting.size;
    fill(list, [...this.#waiting.values()].slice(0, MOST_SHOWN));
    this.#count(place);
    if (hadFocus && !list.contains(document.activeElement)) this.#moveOn(list);
  }

  #count(place: HTMLElement): void {
    const count = place.querySelector("[role=status]");
    const text = this.#at.text("proposals.count", { count: this.#waiting.size });
    if (count && count.textContent !== text) count.textContent = text;
  }

  /** With what had the focus gone, it goes to the next proposal, or to the drawing. */
  #moveOn(list: HTMLElement): void {
    const next =
      list.querySelector("button") ?? this.#at.svg.querySelector<SVGElement>("a.thing[tabindex='0'], a.thing");
    next?.focus();
  }

  #item(proposal: Proposal): HTMLLIElement {
    const item = document.createElement("li");
    const who = document.createElement("b");
    const name = proposal.guest || this.#at.text("proposals.nobody");
    who.textContent = name;
    const text = document.createElement("span");
    text.textContent = handoffsOf(proposal).join(" · ");
    const buttons = (["accept", "refuse"] as const).map((deed) => this.#button(proposal, deed, text.textContent));
    item.append(who, text, ...buttons);
    return item;
  }

  #button(proposal: Proposal, deed: "accept" | "refuse", about: string): HTMLButtonElement {
    const made = document.createElement("button");
    made.type = "button";
    made.className = deed === "accept" ? "button small primary" : "button small";
    made.textContent = this.#at.text(`proposals.${deed}`);
    made.setAttribute("aria-label", `${made.textContent}: ${about}`);
    let isAsked = false;
    made.addEventListener("click", () => {
      // Not switched off meanwhile: what is off loses the focus.
      if (isAsked) return;
      isAsked = true;
      void this.#decide(proposal, deed).finally(() => {
        isAsked = false;
      });
    });
    return made;
  }

  async #decide(proposal: Proposal, deed: "accept" | "refuse"): Promise<void> {
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    const address = `${this.#address}/${proposal.id}/${deed}`;
    const answer = await fetch(address, { method: "POST", headers, signal: this.#signal }).catch(() => undefined);
    if (!answer?.ok) {
      this.#at.say((answer && (await problemIn(answer))) ?? this.#at.text("refused"));
      return;
    }
    this.told({ ...proposal, state: deed === "accept" ? "accepted" : "refused" });
    if (deed === "accept") for (const change of await changesIn(answer)) this.#at.session.streamed(change);
  }
}

/** Put items into a list; those that are there already are not moved. */
function fill(list: HTMLElement, items: readonly HTMLElement[]): void {
  for (const each of list.querySelectorAll("li")) if (!items.includes(each)) each.remove();
  for (const each of items) if (!each.isConnected) list.append(each);
}

/** What the server says against it, in words. */
async function problemIn(answer: Response): Promise<string | undefined> {
  const said = (await answer.json().catch(() => null)) as { readonly problems?: readonly Said[] } | null;
  return said?.problems?.[0]?.message;
}

/** What it puts on the map, as one says it. */
function handoffsOf({ area, client, gives, supplier, receives }: Proposal): string[] {
  const given = gives ? [`${area} → ${client}: ${gives}`] : [];
  return receives ? [...given, `${supplier} → ${area}: ${receives}`] : given;
}

/** The changes that it became: none where all of it was there already. */
async function changesIn(answer: Response): Promise<readonly Change[]> {
  return ((await answer.json()) as Partial<Answer>).changes ?? [];
}
