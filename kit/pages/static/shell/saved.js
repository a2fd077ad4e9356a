// Find out whether everything typed on the page is saved, from the forms' own state lines; the bar shows it.

/** @typedef {"unsaved" | "failed" | "saved"} Saved */

/** @param {Element} line @returns {Saved} */
export function savedOf(line) {
  if (line.getAttribute("data-phase") === "failed") return "failed";
  return line.hasAttribute("data-unsaved") ? "unsaved" : "saved";
}

/** Return the worst of several states. @param {Saved[]} all @returns {Saved} */
export function worst(all) {
  return all.includes("failed") ? "failed" : all.includes("unsaved") ? "unsaved" : "saved";
}

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

/** @param {Iterable<Element>} nodes */
export function savedIn(nodes) {
  const lines = Array.from(nodes).flatMap((node) => Array.from(node.querySelectorAll(".kit-state")));
  return worst(lines.map(savedOf));
}
