// The column for looking things up, next to the text in a wide window: this week's steps, the law, the rubric, words.
// In a narrower window, the law and the rubric are folded in the text itself, and the bar has the steps.

import { courseLang, el, redraw } from "./dom.js";
import { termOf } from "./glossary.js";
import { addressOf } from "./places.js";

/** @param {string} title @param {...Node} inside */
const section = (title, ...inside) => el("section", {}, el("h2", {}, title), ...inside);

/** @typedef {{ node: Element, shown: (selector: string) => Element[] }} Text the page's text; `shown` finds elements in what is on the screen */

/** @param {Element[]} folds */
const copies = (folds) => folds.map((fold) => {
  const copy = /** @type {HTMLElement} */ (fold.cloneNode(true));
  copy.lang = courseLang() ?? copy.lang;
  copy.querySelectorAll("a.kit-term").forEach((link) => link.replaceWith(link.textContent ?? ""));
  return copy;
});

export class SideColumn {
  /** @param {Words} words @param {string} base */
  constructor(words, base) {
    this.words = words;
    this.base = base;
    /** @type {Term[]} */
    this.terms = [];
    this.drawn = "";
    // A notebook's texts are drawn one after another, some of them after their step is on the screen.
    this.again = () => {};
    this.watch = new MutationObserver((seen) => {
      if (seen.some(({ target }) => target instanceof Element && target.closest(".kit-text"))) this.again();
    });
    this.node = el("aside", { class: "kit-side", "aria-label": words["side.label"] });
  }

  /** Draw what belongs to the step on the screen. If nothing has changed, what is drawn stays, with its open folds.
   * @param {Text} text @param {Week} week @param {Place} place @param {Progress | null} progress */
  show(text, week, place, progress) {
    const { words, terms } = this;
    this.again = () => this.show(text, week, place, progress);
    this.watch.disconnect();
    this.watch.observe(text.node, { childList: true, subtree: true });
    const states = progress?.steps[week.notebook] ?? {};
    const [law, rubric] = ["law", "rubric"].map((kind) => text.shown(`details.kit-callout-${kind}`));
    const used = new Set(text.shown("a.kit-term").map((link) => termOf(link.getAttribute("href") ?? "")));
    const told = JSON.stringify([place, states, law.length, rubric.length, [...used], terms.length]);
    if (this.drawn === told) return;
    this.drawn = told;
    this.node.dataset.dimension = week.dimension ?? "";
    // Scrolling now would force a layout of the whole page in the middle of its change.
    requestAnimationFrame(() => { this.node.scrollTop = 0; });
    const meant = terms.filter((one) => used.has(one.id));
    redraw(this.node,
      this.contents(week, place, states),
      ...(law.length ? [section(words["side.law"], ...copies(law))] : []),
      ...(rubric.length ? [section(words["side.rubric"], ...copies(rubric))] : []),
      ...(meant.length ? [section(words["side.words"],
        el("dl", {}, ...meant.flatMap(({ term, says }) => [el("dt", { lang: courseLang() }, term), el("dd", { lang: courseLang() }, says)])))] : []),
      el("a", { class: "kit-side-all", href: new URL("glossary.html", import.meta.url), target: "_blank", rel: "noopener" }, words["glossary.all"]),
      el("a", { class: "kit-side-all", href: new URL("law.html", import.meta.url), target: "_blank", rel: "noopener" }, words["side.law_page"]));
  }

  /** @param {Week} week @param {Place} place @param {Record<string, string>} states */
  contents({ notebook, steps }, place, states) {
    const item = (/** @type {Step} */ { slug, title }) => {
      const done = states[slug] === "done";
      return el("li", { class: done && "kit-done" },
        el("a", { href: addressOf(this.base, { notebook, view: slug }), "aria-current": slug === place.view && "step" },
          el("span", { lang: courseLang() }, title), done ? el("span", { class: "kit-only-told" }, ` (${this.words["side.done"]})`) : null));
    };
    const title = this.words["side.contents"];
    return el("nav", { "aria-label": title }, section(title, el("ol", {}, ...steps.map(item))));
  }
}
