// Give the cells of a page their looks (kit build wrote them into each cell) and the page its dimension's hue.

import { COURSE } from "./dom.js";

/** Return the classes of a cell for the look in its metadata, such as "activity first".
 * @param {unknown} look
 * @returns {string[]} */
export function classesOf(look) {
  return typeof look === "string" ? ["kit-look", ...look.split(" ").map(word => `kit-look-${word}`)] : [];
}

const NAMED = "[role='feed'], .jp-Cell";

/** Remove JupyterLab's roles and labels: a page is a text, not a feed of articles, and its cells must not be announced
 * as code.
 * @param {HTMLElement} node */
function unnamed(node) {
  for (const one of node.querySelectorAll(NAMED)) {
    for (const name of ["role", "aria-label"]) if (one.hasAttribute(name)) one.removeAttribute(name);
  }
}

/** Give a course notebook its looks and its dimension's hue.
 * @param {NotebookPanel} panel
 * @param {string | null} dimension */
export function dress(panel, dimension) {
  panel.content.node.lang = COURSE;
  if (dimension) panel.node.dataset.dimension = dimension;
  for (const cell of panel.content.widgets) cell.node.classList.add(...classesOf(cell.model.getMetadata("look")));
  // Lab labels a cell again whenever its output changes.
  new MutationObserver(() => unnamed(panel.content.node))
    .observe(panel.content.node, { subtree: true, attributes: true, attributeFilter: ["role", "aria-label"] });
  unnamed(panel.content.node);
}
