// The digits 1 to 4 choose from anywhere on the page, as long as the choices are in sight and nothing else has a use
// for the key.

const BAR = 56;

/** What takes a digit itself: a field, cards that go to piles by digits, whatever lies over the page. */
const TAKES = [
  "input:not([type=radio], [type=checkbox])", "textarea", "select", "[contenteditable=true]", ".kit-sort-card",
  "dialog", "[role=dialog]", "[role=menu]",
].join();

/** Whether a digit that is pressed here means nothing yet. In JupyterLab itself it changes a cell, unless the place says
 * that Jupyter's own keys are off there. @param {EventTarget | null} target */
function isFree(target) {
  if (!(target instanceof Element) || target.closest(TAKES)) return false;
  return target === document.body || Boolean(target.closest("[data-lm-suppress-shortcuts]"));
}

/** At least one whole choice: nobody chooses what they do not see. @param {HTMLElement} choices */
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
