// Explain words of the glossary: the meaning shows at a word's first use, on focus, under the pointer, or on a tap.

import { COURSE } from "../dom.js";
import { html, render } from "../vendor/lit-html.js";

const TERM = "a.kit-term";
const LEAVING = 200;

/** Return the id of the term that a link in the text is about. @param {string} href @returns {string} */
export const termOf = (href) => href.slice(href.indexOf("#glossary-") + "#glossary-".length);

/** Make the terms on a page show their meaning. @param {HTMLElement} page @param {Term[]} terms */
export function explainTerms(page, terms) {
  const tip = Object.assign(document.createElement("div"), { id: "kit-tip", className: "kit-tip", lang: COURSE, hidden: true });
  tip.setAttribute("role", "tooltip");
  page.append(tip);
  /** @type {HTMLElement | null} */
  let shown = null;
  /** @type {number | undefined} */
  let leaving;

  function hide() {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  }
  /** @param {HTMLAnchorElement} link */
  function show(link) {
    clearTimeout(leaving);
    const term = terms.find((one) => one.id === termOf(link.hash));
    if (!term || shown === link) return;
    hide();
    render(html`<strong>${term.term}</strong> ${term.says}`, tip);
    tip.hidden = false;
    link.setAttribute("aria-describedby", tip.id);
    shown = link;
    // Place it below the word, or above if there is no room, and never past the window's edge.
    const [at, around] = [link.getBoundingClientRect(), page.getBoundingClientRect()];
    const below = at.bottom + tip.offsetHeight + 16 < window.innerHeight;
    tip.style.top = `${(below ? at.bottom + 6 : at.top - tip.offsetHeight - 6) - around.top}px`;
    tip.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - tip.offsetWidth - 8)) - around.left}px`;
  }
  /** @param {Event} event @returns {HTMLAnchorElement | null} */
  const linkOf = ({ target }) => (target instanceof Element ? target.closest(TERM) : null);
  const onTip = (/** @type {Event} */ { target }) => target instanceof Node && tip.contains(target);
  const comes = (/** @type {Event} */ event) => {
    const link = linkOf(event);
    if (link) show(link);
    else if (onTip(event)) clearTimeout(leaving);
  };
  /** @type {[string, (event: any) => void][]} */
  const acts = [
    ["pointerover", comes],
    ["focusin", comes],
    // Wait before hiding, so that the pointer can cross the gap to the explanation and stay there.
    ["pointerout", (event) => {
      if (!linkOf(event) && !onTip(event)) return;
      clearTimeout(leaving);
      leaving = setTimeout(() => document.activeElement !== shown && hide(), LEAVING);
    }],
    // If the focus leaves another element, the explanation under the pointer stays.
    ["focusout", (event) => shown && linkOf(event) === shown && hide()],
    ["keydown", (event) => {
      if (event.key !== "Escape" || !shown) return;
      event.stopPropagation();
      hide();
    }],
    ["scroll", hide],
  ];
  for (const [name, act] of acts) page.addEventListener(name, act, true);
  // Listen on the window, to come before the code that follows links.
  window.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || !page.contains(link)) return void (onTip(event) || hide());
    event.preventDefault();
    event.stopPropagation();
    return show(link);
  }, true);
}
