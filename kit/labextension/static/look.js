// Which look the cells of a page have (kit build wrote it into each cell), and whose hue the page takes.

import { COURSE } from "./dom.js";

/** The classes of a cell whose metadata say "activity first".
 * @param {unknown} look
 * @returns {string[]} */
export function classesOf(look) {
  return typeof look === "string" ? ["kit-look", ...look.split(" ").map(word => `kit-look-${word}`)] : [];
}

const NAMED = "[role='feed'], .jp-Cell";

/** A notebook is a text: its cells are no feed of articles, and none is announced as code.
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
  // Lab names a cell anew whenever its output changes.
  new MutationObserver(() => unnamed(panel.content.node))
    .observe(panel.content.node, { subtree: true, attributes: true, attributeFilter: ["role", "aria-label"] });
  unnamed(panel.content.node);
}
