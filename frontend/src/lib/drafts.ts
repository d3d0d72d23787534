/**
 * What was typed into a form and not yet kept by the server. A draft stays in the tab's own storage until the server has
 * taken the form; a form that was sent and came back as a sign-in page or an error is not taken.
 */

export type Entries = readonly (readonly [string, string])[];

export interface Draft {
  readonly entries: Entries;
  readonly sent: boolean;
}

const PREFIX = "draft:";

export class Drafts {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  keep(form: string, entries: Entries): void {
    this.#write(form, { entries, sent: false });
  }

  /** Remember that a form is on its way. */
  send(form: string, entries: Entries): void {
    this.#write(form, { entries, sent: true });
  }

  drop(form: string): void {
    this.#storage.removeItem(PREFIX + form);
  }

  /** A page came that is neither an error nor a sign-in: what was sent was taken. */
  dropSent(): void {
    for (const form of this.#forms()) if (this.of(form)?.sent) this.drop(form);
  }

  /** What was typed, if it differs from what the form holds. */
  of(form: string, held: Entries = []): Draft | undefined {
    const kept = this.#storage.getItem(PREFIX + form);
    if (kept === null) return undefined;
    const draft = JSON.parse(kept) as Draft;
    return same(draft.entries, held) ? undefined : draft;
  }

  #forms(): string[] {
    const keys = Array.from({ length: this.#storage.length }, (_, at) => this.#storage.key(at) ?? "");
    return keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
  }

  #write(form: string, draft: Draft): void {
    try {
      this.#storage.setItem(PREFIX + form, JSON.stringify(draft));
    } catch {
      // A full storage keeps no draft; the warning before leaving still stands.
    }
  }
}

export function same(one: Entries, other: Entries): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
