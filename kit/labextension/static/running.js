// Run a course notebook's cells once it is certain that they, and what they import, are the course's own.

import { importableBeside, isOurs, KERNEL } from "./ours.js";

/**
 * Run every code cell. If something is in the way, return the key of a message and the name to fill in, otherwise null.
 * @param {Around} around @param {NotebookPanel} panel
 * @param {(cell: Cell) => boolean} [first] which cells the learner waits for: they run right after the first cell
 * @returns {Promise<{ key: string, name?: string } | null>}
 */
export async function makeReady({ app, lab, listed }, panel, first = () => true) {
  // Check now which kernel the notebook asks for. Jupyter overwrites this with the name of the kernel that it starts.
  if (panel.context.model.getMetadata("kernelspec")?.name !== KERNEL) return { key: "page.other_kernel" };
  const looking = importableBeside(app.serviceManager.contents, panel.context.localPath).then(
    (name) => (name ? { key: "page.file_beside", name } : null),
    () => ({ key: "page.not_ready" }),
  );
  await panel.sessionContext.ready;
  const inTheWay = await looking;
  if (inTheWay) return inTheWay;
  // If the requested kernel is not installed, Jupyter starts another one of the same language.
  if (panel.sessionContext.session?.kernel?.name !== KERNEL) return { key: "page.other_kernel" };
  // The page could have been edited while the kernel started, so check what is about to run.
  if (!(await isOurs(panel, await listed))) return { key: "page.not_ready" };
  const [opens, ...cells] = panel.content.widgets.filter((cell) => cell.model.type === "code");
  const ordered = [opens, ...cells.filter(first), ...cells.filter((cell) => !first(cell))];
  const ran = await lab.notebook.NotebookActions.runCells(panel.content, ordered, panel.sessionContext);
  panel.content.deselectAll();
  panel.content.activeCellIndex = 0;
  panel.context.model.dirty = false; // outputs are never stored, so there is nothing to save
  return ran ? null : { key: "page.not_ready" };
}
