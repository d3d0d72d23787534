/** htmx for partial updates, held to what the content security policy allows, with the CSRF token on each request. */
import "./htmx-settings";
import htmx from "htmx.org";

interface Requested {
  ctx: { request: { method: string; headers: Record<string, string> } };
}

function refuse(): never {
  throw new Error("no script runs out of an attribute here");
}

htmx.registerExtension("strict", {
  init(api: { initSecurity: (policy: undefined, sync: () => never, later: () => never) => void }) {
    api.initSecurity(undefined, refuse, refuse);
  },
});

document.addEventListener("htmx:config:request", (event) => {
  const { request } = (event as CustomEvent<Requested>).detail.ctx;
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  if (token && request.method !== "GET") request.headers["X-CSRFToken"] = token;
});

export default htmx;
