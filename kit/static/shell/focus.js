// Keep what has the focus in view.

/** Scroll a focused field into view as a whole for keyboard users; browsers show only its first line.
 * @param {string} within a selector of the page that has the fields */
export function keepInView(within) {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.closest(within) && target.matches("textarea, input, select, button, a, summary")) {
      target.scrollIntoView({ block: "nearest" });
    }
  }, true);
}
