// Find out whether everything typed on the page is saved, from the forms' own state lines; the bar shows it.

const FAILED = ".kit-state[data-phase=failed]";
const UNSAVED = ".kit-state[data-unsaved]";

/** Return the worst state of the forms in a node. @param {Element} node @returns {"unsaved" | "failed" | "saved"} */
export const savedIn = (node) => (node.querySelector(FAILED) ? "failed" : node.querySelector(UNSAVED) ? "unsaved" : "saved");

/** Call `changed` when a state line below a node changes, at most once per frame. @param {Element} node @param {() => void} changed */
export function watchSaved(node, changed) {
  let waits = false;
  const watching = new MutationObserver(() => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      changed();
    });
  });
  watching.observe(node, { subtree: true, attributes: true, attributeFilter: ["data-phase", "data-unsaved"] });
}
