// Which of the course's kernels somebody still uses: another window on the same week has the same kernel.

import { KERNEL } from "./ours.js";

/** @typedef {{ id: string, path: string, kernel?: { id: string, name?: string, connections?: number, last_activity?: string } | null }} Running as the server lists it */

/**
 * Whether another window is connected to a kernel. One that is dead is of no use to anybody.
 * @param {Iterable<Running>} running @param {{ id: string, status: string, connectionStatus: string } | null | undefined} kernel ours
 */
export function usedElsewhere(running, kernel) {
  if (!kernel || kernel.status === "dead") return false;
  const listed = Array.from(running).find((one) => one.kernel?.id === kernel.id);
  // The server may count a connection that is only being made here.
  const ours = kernel.connectionStatus === "disconnected" ? 0 : 1;
  return (listed?.kernel?.connections ?? 0) > ours;
}

/**
 * The sessions that no page uses any more: the one that this tab left for another address at once, others after a while.
 * @param {Iterable<Running>} running @param {(path: string) => boolean} ours whether a path is one of the course's, and not open here
 * @param {Set<string>} mine the kernels that this tab had @param {number} before what was last active before is abandoned
 */
export function leftBehind(running, ours, mine, before) {
  return Array.from(running).filter(({ path, kernel }) => kernel && kernel.name === KERNEL && !kernel.connections
    && ours(path) && (mine.has(kernel.id) || Date.parse(kernel.last_activity ?? "") < before));
}

const OF_THIS_TAB = "kit:kernels";

/** The kernels that pages of this tab had; what a browser keeps for a tab outlives its pages. @returns {Set<string>} */
export function ofThisTab() {
  try {
    return new Set(JSON.parse(window.sessionStorage.getItem(OF_THIS_TAB) ?? "[]"));
  } catch {
    return new Set();
  }
}

/** @param {Iterable<string>} ids */
export function keepForThisTab(ids) {
  try {
    window.sessionStorage.setItem(OF_THIS_TAB, JSON.stringify([...ids]));
  } catch {
    // Without it they end after a while, as those of other tabs do.
  }
}

/** A page that a browser kept for *Back* has lost its connections, or holds ones that no longer count. */
export function loadAnewWhenKept() {
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}

/** Whether the server has no kernel any more for a notebook that had one. @param {Iterable<Running>} running @param {NotebookPanel} panel */
export function isGone(running, { sessionContext: { session } }) {
  const id = session?.kernel?.id;
  return !Array.from(running).some((one) => one.kernel?.id === id);
}
