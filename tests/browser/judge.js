({
  /** What axe finds, by all its rules or by some. */
  async violations(rules) {
    const found = await axe.run(document, rules.length ? { runOnly: rules } : {});
    const shown = (node) => `\n    ${node.target.join(" ")}: ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ""}`;
    return found.violations.map((rule) => `${rule.id}: ${rule.help}${rule.nodes.slice(0, 5).map(shown).join("")}`);
  },

  /** What sticks out of a window of that width, so that one has to scroll the page sideways. */
  overflowing(width) {
    const page = document.documentElement.scrollWidth;
    if (page <= width) return [];
    const scrolls = (element) =>
      element !== null && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
    const right = (element) => Math.max(element.getBoundingClientRect().right, element.offsetLeft + element.scrollWidth);
    const sticksOut = (element) => right(element) > width + 1 && !scrolls(element.parentElement);
    const found = [...document.body.querySelectorAll("*")].filter(sticksOut);
    return [`the page is ${page} wide`, ...found.slice(-5).map((each) => each.outerHTML.slice(0, 150))];
  },
})
