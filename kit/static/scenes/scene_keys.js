// Digits choose, and the space bar shows all lines, from anywhere on the page, if the turn is in sight and nothing else
// uses the key.

const BAR = 56;

/** Elements that use these keys themselves: fields, cards that go to piles by digit, dialogs over the page. */
const TAKES = [
  "input:not([type=radio], [type=checkbox])", "textarea", "select", "[contenteditable=true]", ".kit-sort-card",
  "dialog", "[role=dialog]", "[role=menu]",
].join();
const PRESSES = ["button", "a", "summary", "input", "audio"].join();

/** @param {() => HTMLElement | null} turn @param {(key: string) => (() => void) | undefined} actOf
 * @returns {() => void} ends it */
export function keysFromAnywhere(turn, actOf) {
  /** Nobody chooses what they can't see. @param {Element} one */
  const inSight = (one) => {
    const { top, bottom, height } = one.getBoundingClientRect();
    return height > 0 && top >= BAR && bottom <= innerHeight;
  };
  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    const { target, key } = event;
    // A held key answers only one turn. In JupyterLab itself a digit changes a cell, unless Jupyter's own keys are off.
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element) || target.closest(TAKES)) return;
    if (target !== document.body && !target.closest("[data-lm-suppress-shortcuts]")) return;
    const panel = turn();
    const act = actOf(key);
    if (!panel || !act || (key === " " && target.closest(PRESSES))) return;
    if (!panel.contains(target) && ![...panel.querySelectorAll(".kit-choice, .kit-coming")].some(inSight)) return;
    event.preventDefault();
    act();
  };
  window.addEventListener("keydown", pressed);
  return () => window.removeEventListener("keydown", pressed);
}
