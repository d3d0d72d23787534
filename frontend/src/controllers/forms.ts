/** What makes forms safe to use: nothing typed is lost, nothing is sent twice, a question can be taken back. */
import type { Controller } from "../lib/attach";
import { Drafts, same, type Entries } from "../lib/drafts";

const DRAFTS = new Drafts(sessionStorage);

/** What somebody typed or chose: neither what the page brought along nor secrets nor files. */
function entries(form: HTMLFormElement): Entries {
  const names = new Set(
    Array.from(form.elements)
      .filter(isTypedInto)
      .map((control) => control.name),
  );
  return Array.from(new FormData(form)).flatMap(([name, value]) =>
    typeof value === "string" && names.has(name) ? [[name, value] as const] : [],
  );
}

/**
 * Keeps what was typed: warns before the page is left, and offers the draft when the form is opened again.
 *
 * `[data-guard-notice]` inside the form is shown where there is a draft; it has buttons `[data-guard-restore]` and
 * `[data-guard-discard]` (templates/components/draft.html).
 */
export const guard: Controller = (element, signal) => {
  const form = element as HTMLFormElement;
  const name = new URL(form.action).pathname;
  const cameBack = form.querySelector(".wrong, [aria-invalid=true]") !== null || form.hasAttribute("data-guard-dirty");
  const untouched = cameBack ? [] : entries(form);
  const isDirty = (): boolean => !same(entries(form), untouched);
  let sending = false;
  const draft = DRAFTS.of(name, entries(form));
  if (draft && !cameBack) offer(form, name, draft.entries, signal);
  const on = (target: EventTarget, type: string, act: (event: Event) => void): void => {
    target.addEventListener(type, act, { signal });
  };
  on(form, "input", () => {
    DRAFTS.keep(name, entries(form));
  });
  on(form, "submit", () => {
    sending = true;
    DRAFTS.send(name, entries(form));
  });
  on(form, "htmx:after:request", (event) => {
    if (event.target === form && wasTaken(event)) DRAFTS.drop(name);
  });
  on(form, "htmx:finally:request", () => {
    sending = false;
  });
  on(window, "pageshow", () => {
    sending = false;
  });
  on(window, "beforeunload", (event) => {
    if (!sending && isDirty()) event.preventDefault();
  });
};

function wasTaken(event: Event): boolean {
  const { ctx } = (event as CustomEvent<{ ctx: { response?: { status: number } } }>).detail;
  return (ctx.response?.status ?? 500) < 400;
}

function offer(form: HTMLFormElement, name: string, typed: Entries, signal: AbortSignal): void {
  const notice = form.querySelector<HTMLElement>("[data-guard-notice]");
  if (!notice) return;
  notice.hidden = false;
  const answer = (selector: string, act: () => void): void => {
    notice.querySelector(selector)?.addEventListener(
      "click",
      () => {
        act();
        notice.hidden = true;
      },
      { signal },
    );
  };
  answer("[data-guard-restore]", () => {
    fill(form, typed);
  });
  answer("[data-guard-discard]", () => {
    DRAFTS.drop(name);
  });
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fill(form: HTMLFormElement, typed: Entries): void {
  const left = typed.map(([name, value]) => ({ name, value }));
  for (const control of form.elements) {
    if (!isTypedInto(control)) continue;
    const at = left.findIndex(
      ({ name, value }) => name === control.name && (!isTicked(control) || value === control.value),
    );
    const [given] = at < 0 ? [] : left.splice(at, 1);
    if (isTicked(control)) control.checked = given !== undefined;
    else control.value = given?.value ?? "";
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function isTypedInto(control: Element): control is Control {
  return control.matches("input[name]:not([type=hidden], [type=password], [type=file]), select[name], textarea[name]");
}

function isTicked(control: Control): control is HTMLInputElement {
  return control.type === "checkbox" || control.type === "radio";
}

/** Let go of what the server has taken: this page is neither an error nor a sign-in. */
export function dropTakenDrafts(): void {
  const [came] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const refused = (came?.responseStatus ?? 200) >= 400 || document.querySelector('input[type="password"]') !== null;
  if (!refused) DRAFTS.dropSent();
}

/** A form that is on its way is not sent again, however often one presses. */
export function submitOnce(): void {
  const sent = new Set<HTMLFormElement>();
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    (event.submitter ?? form).classList.add("busy");
  });
  const release = (form: HTMLFormElement): void => {
    sent.delete(form);
    for (const each of [form, ...form.querySelectorAll(".busy")]) each.classList.remove("busy");
  };
  addEventListener("pageshow", () => {
    sent.forEach(release);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form") : null;
    if (form) release(form);
  });
}

/** A form that is sent as soon as something is chosen; its button is needed only without script. */
export const autosubmit: Controller = (element, signal) => {
  const form = element as HTMLFormElement;
  for (const button of form.querySelectorAll<HTMLElement>("[data-autosubmit-button]")) button.hidden = true;
  form.addEventListener(
    "change",
    () => {
      form.requestSubmit();
    },
    { signal },
  );
};

/** The problems of a form are heard and seen first; each link leads to the control itself. */
export const errorSummary: Controller = (element, signal) => {
  element.querySelectorAll("a").forEach(nameField);
  element.focus();
  element.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!field) return;
      event.preventDefault();
      const control = field.matches("fieldset") ? field.querySelector<HTMLElement>("input") : field;
      control?.focus();
      field.scrollIntoView({ block: "center" });
    },
    { signal },
  );
};

/** Say before a problem to which field it belongs: "Quién entrega: Falta este dato". */
function nameField(link: HTMLAnchorElement): void {
  const id = decodeURIComponent(link.hash.slice(1));
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`)?.firstChild?.textContent?.trim();
  if (label) link.prepend(`${label}: `);
}

/** A question that opens: Escape or Cancel closes it and leads back. */
export const confirm: Controller = (element, signal) => {
  const details = element as HTMLDetailsElement;
  const close = (): void => {
    details.open = false;
    details.querySelector("summary")?.focus();
  };
  const cancel = details.querySelector<HTMLElement>("[data-confirm-cancel]");
  cancel?.removeAttribute("hidden");
  cancel?.addEventListener("click", close, { signal });
  details.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !details.open) return;
      event.preventDefault();
      event.stopPropagation();
      close();
    },
    { signal },
  );
};
