// Looking back: an earlier answer, shown next to today's field once today's answer is done. If it was changed, its
// first words come first, then its latest.

import { authorHtml } from "../author_html.js";
import { el } from "../dom.js";
import { prose } from "./prose.js";
import { valueWords } from "./shape.js";
import { savedWords } from "./state_words.js";
import { tableForm } from "./table.js";
import { html, nothing, render } from "../vendor/lit-html.js";

/** @param {Answer} answer @param {Spec} spec @param {KernelLink} kernel @returns {Form} */
export function lookBack(answer, spec, kernel) {
  const { words } = spec;
  const today = answer.item.columns ? tableForm(answer, spec) : prose(answer, spec);
  const before = el("section", { class: "kit-before" });

  /** @param {string} label @param {Kept[]} revisions */
  const part = (label, revisions) => html`<p class="kit-small">${label}</p>${revisions.map((one) => html`<p class="kit-reading">${valueWords("prose", one.value, (value) => value, words)}</p>
    <p class="kit-small">${savedWords(words, one.at, one.lane, spec.beside)}</p>`)}`;
  /** @param {unknown} text */
  const show = (text) => render(html`<h3 class="kit-before-title">${authorHtml(spec.beside.title)}</h3>${text}`, before);
  // While today's answer is open, the earlier one stays away, so that it isn't copied.
  const refresh = () => kernel.ask({ type: "earlier" }, {
    reply: ({ heads = [], first, waits }) => {
      before.hidden = waits;
      show(html`${first ? part(words["look_back.first"], [first]) : nothing}${heads.length
        ? part(first ? words["look_back.latest"] : words["look_back.first"], heads) : html`<p>${words["look_back.missing"]}</p>`}`);
    },
  });
  before.hidden = true;
  return { node: el("div", { class: "kit-beside" }, before, today.node), render: today.render, refresh };
}
