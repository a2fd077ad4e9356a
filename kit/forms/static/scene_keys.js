// The digits 1 to 4 choose from anywhere on the page, if the choices are in sight and nothing else uses the key.

const BAR = 56;

/** Elements that use digits themselves: fields, cards that go to piles by digit, dialogs over the page. */
const TAKES = [
  "input:not([type=radio], [type=checkbox])", "textarea", "select", "[contenteditable=true]", ".kit-sort-card",
  "dialog", "[role=dialog]", "[role=menu]",
].join();

/** Returns whether a digit pressed here has no other use. In JupyterLab itself it changes a cell, unless Jupyter's
 * own keys are off there. @param {EventTarget | null} target */
function isFree(target) {
  if (!(target instanceof Element) || target.closest(TAKES)) return false;
  return target === document.body || Boolean(target.closest("[data-lm-suppress-shortcuts]"));
}

/** Returns whether a whole choice is visible: nobody chooses what they can't see. @param {HTMLElement} choices */
const inSight = (choices) => [...choices.querySelectorAll(".kit-choice")].some((choice) => {
  const { top, bottom, height } = choice.getBoundingClientRect();
  return height > 0 && top >= BAR && bottom <= innerHeight;
});

/** @param {HTMLElement} choices @param {(event: KeyboardEvent) => void} press @returns {() => void} ends it */
export function keysFromAnywhere(choices, press) {
  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    if (!event.defaultPrevented && isFree(event.target) && inSight(choices)) press(event);
  };
  window.addEventListener("keydown", pressed);
  return () => window.removeEventListener("keydown", pressed);
}
