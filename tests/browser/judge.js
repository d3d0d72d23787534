({
  /**
   * What axe finds, by all its rules or by some.
   *
   * One finding does not count: a link of the drawing shows name and figure and is called by a whole sentence that holds
   * both ("Entrega Pedido, de Ventas a Bodega, falla 15 %, 30 de 200, hecho"), so the figure as drawn, "15 % · 30/200",
   * is not in it. That the name is, test_drawing.py sees to.
   */
  async violations(rules) {
    const found = await axe.run(document, rules.length ? { runOnly: rules } : {});
    const isSpoken = (node) => document.querySelector(node.target.at(-1))?.matches("svg a.thing[aria-label]");
    const shown = (node) => `\n    ${node.target.join(" ")}: ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ""}`;
    return found.violations.flatMap((rule) => {
      const nodes = rule.nodes.filter((node) => rule.id !== "label-content-name-mismatch" || !isSpoken(node));
      return nodes.length ? [`${rule.id}: ${rule.help}${nodes.slice(0, 5).map(shown).join("")}`] : [];
    });
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
