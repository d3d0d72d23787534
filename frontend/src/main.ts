/** What runs on every page: behaviour for what asks for it by `data-controller`, and care for every form. */
import "./mark.svg?url";
import "./htmx";
import { editor } from "./editor";
import { find, mention } from "./controllers/talking";
import { drawing } from "./controllers/drawing";
import { autosubmit, confirm, dropTakenDrafts, errorSummary, guard, submitOnce } from "./controllers/forms";
import { whatIf } from "./controllers/improving";
import { present } from "./controllers/presenting";
import { copy, dialog, dropzone, theme } from "./controllers/small";
import { table } from "./controllers/table";
import { lens } from "./lens";
import { Attached } from "./lib/attach";

const attached = new Attached({
  autosubmit,
  confirm,
  copy,
  dialog,
  drawing,
  dropzone,
  editor,
  "error-summary": errorSummary,
  find,
  guard,
  lens,
  mention,
  present,
  table,
  theme,
  "what-if": whatIf,
});

/** In a row of tabs that is wider than the window, the present one is in sight. */
for (const present of document.querySelectorAll(".tabs [aria-current], .lens [aria-current]")) {
  present.scrollIntoView({ block: "nearest", inline: "center" });
}
/** What one comes to by keyboard in such a row is seen whole; a browser is content with a part of it. */
document.addEventListener("focusin", ({ target }) => {
  if (target instanceof Element && target.matches(".tabs > :focus-visible, .lens > :focus-visible"))
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
});
dropTakenDrafts();
submitOnce();
attached.refresh(document);
document.addEventListener("htmx:after:swap", () => {
  attached.refresh(document);
});
document.documentElement.dataset["script"] = "on";
