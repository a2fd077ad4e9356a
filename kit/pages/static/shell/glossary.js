// Explain words of the glossary: the meaning shows at a word's first use, on focus, under the pointer, or on a tap.

import { COURSE } from "./dom.js";

const TERM = "a.kit-term";
const LEAVING = 200;

/** Return the id of the term that a link in the text is about.
 * @param {string} href
 * @returns {string} */
export function termOf(href) {
  return href.slice(href.indexOf("#glossary-") + "#glossary-".length);
}

/** Make the terms on a page show their meaning.
 * @param {HTMLElement} page
 * @param {Term[]} terms
 * @returns {() => void} undoes all of it */
export function explainTerms(page, terms) {
  const says = new Map(terms.map(one => [one.id, one]));
  const tip = document.createElement("div");
  tip.className = "kit-tip";
  tip.id = "kit-tip";
  tip.setAttribute("role", "tooltip");
  tip.lang = COURSE;
  tip.hidden = true;
  page.append(tip);
  /** @type {HTMLElement | null} */
  let shown = null;
  /** @type {number | undefined} */
  let leaving;

  const hide = () => {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  };
  /** @param {HTMLAnchorElement} link */
  const show = link => {
    clearTimeout(leaving);
    const term = says.get(termOf(link.hash));
    if (!term || shown === link) return;
    hide();
    const name = document.createElement("strong");
    name.textContent = term.term;
    tip.replaceChildren(name, ` ${term.says}`);
    tip.hidden = false;
    link.setAttribute("aria-describedby", tip.id);
    shown = link;
    // Place it below the word, or above if there is no room, and never past the window's edge.
    const [at, around] = [link.getBoundingClientRect(), page.getBoundingClientRect()];
    const below = at.bottom + tip.offsetHeight + 16 < window.innerHeight;
    tip.style.top = `${(below ? at.bottom + 6 : at.top - tip.offsetHeight - 6) - around.top}px`;
    tip.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - tip.offsetWidth - 8)) - around.left}px`;
  };
  /** @param {Event} event
   * @returns {HTMLAnchorElement | null} */
  const linkOf = event => (event.target instanceof Element ? event.target.closest(TERM) : null);

  /** @param {Event} event */
  const comes = event => {
    const link = linkOf(event);
    if (link) show(link);
    else if (event.target instanceof Node && tip.contains(event.target)) clearTimeout(leaving);
  };
  // Wait before hiding, so that the pointer can cross the gap to the explanation and stay there.
  /** @param {Event} event */
  const goes = event => {
    if (!linkOf(event) && !(event.target instanceof Node && tip.contains(event.target))) return;
    clearTimeout(leaving);
    leaving = setTimeout(() => document.activeElement !== shown && hide(), LEAVING);
  };
  /** @param {MouseEvent} event */
  const pressed = event => {
    const link = linkOf(event);
    if (!link || !page.contains(link)) return event.target instanceof Node && tip.contains(event.target) ? undefined : hide();
    event.preventDefault();
    event.stopPropagation();
    return show(link);
  };
  /** @param {KeyboardEvent} event */
  const keyed = event => {
    if (event.key !== "Escape" || !shown) return;
    event.stopPropagation();
    hide();
  };
  // If the focus leaves another element, the explanation under the pointer stays.
  /** @param {Event} event */
  const unfocused = event => {
    if (shown && linkOf(event) === shown) hide();
  };
  /** @type {[string, (event: any) => void][]} */
  const all = [["pointerover", comes], ["pointerout", goes], ["focusin", comes], ["focusout", unfocused], ["keydown", keyed], ["scroll", hide]];
  all.forEach(([name, act]) => page.addEventListener(name, act, true));
  // Listen on the window, to come before the code that follows links.
  window.addEventListener("click", pressed, true);
  return () => {
    all.forEach(([name, act]) => page.removeEventListener(name, act, true));
    window.removeEventListener("click", pressed, true);
    tip.remove();
  };
}
