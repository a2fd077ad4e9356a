// What the bar says about everything typed on the page, from the forms' own state lines.

/** @typedef {"unsaved" | "failed" | "saved"} Saved */

/** @param {Element} line @returns {Saved} */
export function savedOf(line) {
  if (line.getAttribute("data-phase") === "failed") return "failed";
  return line.hasAttribute("data-unsaved") ? "unsaved" : "saved";
}

/** The worst of them. @param {Saved[]} all @returns {Saved} */
export function worst(all) {
  return all.includes("failed") ? "failed" : all.includes("unsaved") ? "unsaved" : "saved";
}

/** Tell of every change below a node; ends when it is gone. @param {Element} node @param {() => void} changed */
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
