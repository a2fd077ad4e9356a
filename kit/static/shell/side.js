// The column for looking things up, next to the text in a wide window: the law, the rubric, this week's steps, words.
// In a narrower window, the law and the rubric are folded in the text itself, and the bar has the steps.

import { courseLang } from "../dom.js";
import { html, nothing } from "../vendor/lit-html.js";
import { termOf } from "./glossary.js";
import { addressOf } from "./places.js";

/** @param {Element} fold */
function copyOf(fold) {
  const copy = /** @type {HTMLElement} */ (fold.cloneNode(true));
  copy.lang = courseLang() ?? copy.lang;
  copy.querySelectorAll("a.kit-term").forEach((link) => link.replaceWith(link.textContent ?? ""));
  return copy;
}

/** The copies that are on the screen, so that they stay while what they copy is the same. @type {WeakMap<Element, HTMLElement>} */
const copies = new WeakMap();

/** @param {Words} words @param {Week} week @param {Place} place @param {Progress | null} progress @param {Term[]} terms
 * @param {(selector: string) => Element[]} shown finds elements in what is on the screen */
export function sideColumn(words, week, place, progress, terms, shown) {
  const lang = courseLang() ?? nothing;
  const used = new Set(shown("a.kit-term").map((link) => termOf(link.getAttribute("href") ?? "")));
  const meant = terms.filter((one) => used.has(one.id));
  /** @param {string} key @param {unknown} inside @param {string} [page] with all of it, where there is one */
  const section = (key, inside, page) => html`<section><h2>${page
    ? html`<a href=${new URL(`${page}.html`, import.meta.url).href} target="_blank" rel="noopener">${words[key]}</a>` : words[key]}</h2>${inside}</section>`;
  const folded = (/** @type {"law" | "rubric"} */ kind) => {
    const folds = shown(`details.kit-callout-${kind}`);
    for (const fold of folds) if (!copies.has(fold)) copies.set(fold, copyOf(fold));
    return folds.length ? section(`side.${kind}`, folds.map((fold) => copies.get(fold)), kind === "law" ? "law" : undefined) : nothing;
  };
  return html`
    ${folded("law")}${folded("rubric")}
    <nav aria-label=${words["side.contents"]}>${section("side.contents", html`<ol>${week.steps.map(({ slug, title }) => {
      const done = progress?.steps[week.notebook]?.[slug] === "done";
      return html`<li class=${done ? "kit-done" : nothing}>
        <a href=${addressOf({ notebook: week.notebook, view: slug })} aria-current=${slug === place.view ? "step" : nothing}><span lang=${lang}>${title}</span>${
          done ? html`<span class="kit-only-told"> (${words["side.done"]})</span>` : nothing}</a></li>`;
    })}</ol>`)}</nav>
    ${meant.length ? section("side.words", html`<dl>${meant.map(({ term, says }) => html`<dt lang=${lang}>${term}</dt><dd lang=${lang}>${says}</dd>`)}</dl>`, "glossary") : nothing}`;
}
