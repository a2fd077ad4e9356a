// The focus goes to a heading and stays there until the learner does something: JupyterLab draws headings anew
// and takes the focus to its notebook while it opens one.

const WATCHED = 1500;
const OFTEN = 50;

/**
 * @param {() => HTMLElement | null} find @param {() => boolean} wanted whether it still is
 * @param {Promise<unknown>} [opened] until when JupyterLab is at work, however long that takes
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

/** The same for a heading far down: it stays at the top of the window, too, while what stands above it is still drawn.
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

/** JupyterLab focuses a notebook while it opens one; the page would jump down to it, under the bar.
 * @param {HTMLElement} node */
export function focusInPlace(node) {
  node.focus = (options) => HTMLElement.prototype.focus.call(node, { ...options, preventScroll: true });
}

/** JupyterLab makes the cell that has the focus its active one: it moves a toolbar there, and sets and measures
 * editors. Nothing of that shows on a page of the course, and it took longer than all else that a step does.
 * So whoever writes is seldom in the active cell, and there JupyterLab would put the focus back at every key.
 * @param {NotebookPanel["content"]} notebook */
export function keepFocusFromLab(notebook) {
  // The node that holds its cells.
  const cells = notebook.widgets[0]?.node.parentElement;
  for (const sign of ["focusin", "focusout"]) cells?.addEventListener(sign, (event) => event.stopPropagation());
  const { handleEvent } = notebook;
  notebook.handleEvent = (event) => event.type !== "keydown" && handleEvent.call(notebook, event);
}

/** A browser brings a field's first line into view; a learner who goes by keys needs the whole field. */
export function keepInView() {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.closest("#main") && target.matches("textarea, input, select, button, a, summary")) {
      target.scrollIntoView({ block: "nearest" });
    }
  }, true);
}
