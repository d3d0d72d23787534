/**
 * htmx reads its settings from the document when it is loaded; this module stands before it in the imports.
 *
 * No style sheet of its own (ours has the indicator), no scripts out of attributes, pages are never restored from a cache
 * of old HTML, only what we ask for by name is fetched, and no element takes over the style of the one before it: that would
 * be inline style, which the content security policy refuses.
 */
const settings = {
  includeIndicatorCSS: false,
  history: "reload",
  implicitInheritance: false,
  defaultSettleDelay: 0,
  defaultTimeout: 30_000,
  extensions: "strict",
};

const meta = document.createElement("meta");
meta.name = "htmx-config";
meta.content = JSON.stringify(settings);
document.head.append(meta);
