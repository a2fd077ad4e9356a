// Which look the cells of a page have (kit build wrote it into each cell), and whose hue the page takes.

/** The classes of a cell whose metadata say "activity first".
 * @param {unknown} look
 * @returns {string[]} */
export function classesOf(look) {
  return typeof look === "string" ? ["kit-look", ...look.split(" ").map(word => `kit-look-${word}`)] : [];
}

/** Give a course notebook its looks and its dimension's hue.
 * @param {NotebookPanel} panel
 * @param {string | null} dimension */
export function dress(panel, dimension) {
  if (dimension) panel.node.dataset.dimension = dimension;
  for (const cell of panel.content.widgets) cell.node.classList.add(...classesOf(cell.model.getMetadata("look")));
}
