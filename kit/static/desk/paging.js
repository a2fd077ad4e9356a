// Scrolls a pane by one page, by key.

/** How many pixels of the old page stay visible. */
const KEPT = 56;

/** Whether the pane itself scrolls; in a narrow window the whole page does. @param {HTMLElement} pane */
export const scrollsItself = (pane) => getComputedStyle(pane).overflowY !== "visible";

/** @param {HTMLElement} pane @param {1 | -1} by */
export function turnPage(pane, by) {
  if (scrollsItself(pane)) pane.scrollBy({ top: by * (pane.clientHeight - KEPT) });
  else scrollBy({ top: by * (innerHeight - KEPT) });
}
