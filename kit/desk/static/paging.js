// A pane a page at a time, by key.

/** What of a page stays in sight when it is turned. */
const KEPT = 56;

/** Whether a pane scrolls by itself; on a narrow window the whole page does. @param {HTMLElement} pane */
export const scrollsItself = (pane) => getComputedStyle(pane).overflowY !== "visible";

/** @param {HTMLElement} pane @param {1 | -1} by */
export function turnPage(pane, by) {
  if (scrollsItself(pane)) pane.scrollBy({ top: by * (pane.clientHeight - KEPT) });
  else scrollBy({ top: by * (innerHeight - KEPT) });
}
