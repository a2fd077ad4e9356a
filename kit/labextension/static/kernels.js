// Find out which of the course's kernels are still in use. Two windows on the same week share a kernel.

import { KERNEL } from "./ours.js";

/** @typedef {{ id: string, path: string, kernel?: { id: string, name?: string, connections?: number, last_activity?: string } | null }} Running as the server lists it */

/**
 * Whether another window is connected to a kernel; a dead kernel never counts.
 * @param {Iterable<Running>} running @param {{ id: string, status: string, connectionStatus: string } | null | undefined} kernel this window's
 */
export function usedElsewhere(running, kernel) {
  if (!kernel || kernel.status === "dead") return false;
  const listed = Array.from(running).find((one) => one.kernel?.id === kernel.id);
  // The server may already count a connection that this window is still making.
  const ours = kernel.connectionStatus === "disconnected" ? 0 : 1;
  return (listed?.kernel?.connections ?? 0) > ours;
}

/**
 * Return the sessions that no page uses anymore. One that this tab left for another address counts at once, others
 * only after a while.
 * @param {Iterable<Running>} running @param {(path: string) => boolean} ours whether a path is one of the course's, and not open here
 * @param {Set<string>} mine the kernels that this tab had @param {number} before a kernel last active before this time is abandoned
 */
export function leftBehind(running, ours, mine, before) {
  return Array.from(running).filter(({ path, kernel }) => kernel && kernel.name === KERNEL && !kernel.connections
    && ours(path) && (mine.has(kernel.id) || Date.parse(kernel.last_activity ?? "") < before));
}

const OF_THIS_TAB = "kit:kernels";

/** The kernels that pages in this tab had. A tab's session storage outlives its pages. @returns {Set<string>} */
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
    // Without it, these kernels end after a while, as those of other tabs do.
  }
}

/** Reload a page that the browser kept for *Back*: its connections are lost or no longer counted. */
export function loadAnewWhenKept() {
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}

/** Whether the server no longer has the kernel of a notebook. @param {Iterable<Running>} running @param {NotebookPanel} panel */
export function isGone(running, { sessionContext: { session } }) {
  const id = session?.kernel?.id;
  return !Array.from(running).some((one) => one.kernel?.id === id);
}
