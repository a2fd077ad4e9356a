// A course notebook's cells run once it is certain that they, and what they import, are the course's own.

import { importableBeside, isOurs, KERNEL } from "./ours.js";

/**
 * Runs every code cell; says what is in the way as a key of the page's words, and what fills it, or nothing.
 * @param {Around} around @param {NotebookPanel} panel
 * @param {(cell: Cell) => boolean} [first] which cells are waited for: they come after the first of all, before the others
 * @returns {Promise<{ key: string, name?: string } | null>}
 */
export async function makeReady({ app, lab, listed }, panel, first = () => true) {
  // Which kernel the notebook asks for; while one starts, Jupyter writes its name over this.
  if (panel.context.model.getMetadata("kernelspec")?.name !== KERNEL) return { key: "page.other_kernel" };
  const looking = importableBeside(app.serviceManager.contents, panel.context.localPath).then(
    (name) => (name ? { key: "page.file_beside", name } : null),
    () => ({ key: "page.not_ready" }),
  );
  await panel.sessionContext.ready;
  const inTheWay = await looking;
  if (inTheWay) return inTheWay;
  // Where the kernel asked for is not installed, Jupyter starts another one of the same language.
  if (panel.sessionContext.session?.kernel?.name !== KERNEL) return { key: "page.other_kernel" };
  // What is run must be what was read: the page could have been edited while the kernel started.
  if (!(await isOurs(panel, await listed))) return { key: "page.not_ready" };
  const [opens, ...cells] = panel.content.widgets.filter((cell) => cell.model.type === "code");
  const ordered = [opens, ...cells.filter(first), ...cells.filter((cell) => !first(cell))];
  const ran = await lab.notebook.NotebookActions.runCells(panel.content, ordered, panel.sessionContext);
  panel.content.deselectAll();
  panel.content.activeCellIndex = 0;
  panel.context.model.dirty = false; // outputs are never stored, so there is nothing to save
  return ran ? null : { key: "page.not_ready" };
}
