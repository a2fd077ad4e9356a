// Move the focus to a heading and hold it there until the learner does something. While JupyterLab opens a notebook,
// it redraws headings and moves the focus to the notebook.

const WATCHED = 1500;
const OFTEN = 50;

/**
 * Hold the focus on the heading until a moment after `opened`.
 * @param {() => HTMLElement | null} find @param {() => boolean} wanted whether the heading should still have the focus
 * @param {Promise<unknown>} [opened] resolves when JupyterLab has opened the notebook, however long that takes
 */
export async function holdFocus(find, wanted, opened = Promise.resolve()) {
  let touched = false;
  const stop = new AbortController();
  const touch = () => { touched = true; };
  for (const sign of ["keydown", "pointerdown"]) window.addEventListener(sign, touch, { capture: true, signal: stop.signal });
  let end = Infinity;
  const settle = () => { end = performance.now() + WATCHED; };
  void opened.then(settle, settle);
  while (!touched && wanted() && performance.now() < end) {
    const heading = find();
    if (heading && document.activeElement !== heading) {
      heading.setAttribute("tabindex", "-1");
      heading.focus({ preventScroll: true });
    }
    await new Promise((resolve) => setTimeout(resolve, OFTEN));
  }
  stop.abort();
}

/** Do the same for a heading far down, and also keep it at the top of the window while content above it is still drawn.
 * @param {() => HTMLElement | null} find @param {() => boolean} wanted @param {Promise<unknown>} opened */
export async function holdInView(find, wanted, opened) {
  const stop = new AbortController();
  let scrolled = false;
  for (const sign of ["wheel", "touchmove"]) window.addEventListener(sign, () => { scrolled = true; }, { passive: true, signal: stop.signal });
  await holdFocus(() => {
    const heading = find();
    heading?.scrollIntoView({ block: "start" });
    return heading;
  }, () => !scrolled && wanted(), opened);
  stop.abort();
}

/** Keep the page from scrolling when JupyterLab focuses a notebook that it opens; it would jump down, under the bar.
 * @param {HTMLElement} node */
export function focusInPlace(node) {
  node.focus = (options) => HTMLElement.prototype.focus.call(node, { ...options, preventScroll: true });
}

/** Keep focus and key events in a notebook from JupyterLab.
 *
 * JupyterLab makes the cell with the focus its active cell: it moves a toolbar there, and lays out and measures
 * editors. None of that shows on a page of the course, and it took longer than everything else in a step. With those
 * events stopped, the learner seldom types in the active cell, and at every key JupyterLab would move the focus there.
 * So the notebook gets no keys either.
 * @param {NotebookPanel["content"]} notebook */
export function keepFocusFromLab(notebook) {
  // The node that has the cells in it.
  const cells = notebook.widgets[0]?.node.parentElement;
  for (const sign of ["focusin", "focusout"]) cells?.addEventListener(sign, (event) => event.stopPropagation());
  const { handleEvent } = notebook;
  notebook.handleEvent = (event) => event.type !== "keydown" && handleEvent.call(notebook, event);
}

/** Scroll a focused field into view as a whole for keyboard users; browsers show only its first line.
 * @param {string} within a selector of the page that has the fields */
export function keepInView(within) {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.closest(within) && target.matches("textarea, input, select, button, a, summary")) {
      target.scrollIntoView({ block: "nearest" });
    }
  }, true);
}
