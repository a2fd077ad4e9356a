// Practice your pacing: a paragraph, cut where an interpreter would need a pause.

import { el, fill, freshId } from "../dom.js";
import { html, render } from "../vendor/lit-html.js";
import { piecesOf } from "./scene_sentences.js";

/** @param {Words} words */
export function pacing(words) {
  const id = freshId("pacing");
  const node = el("details", { class: "kit-fold" });
  /** @param {string[]} pieces */
  const draw = (pieces) => render(html`<summary>${words["scene.pacing"]}</summary><p>${words["scene.pacing_means"]}</p>
    <div class="kit-field"><label for=${id}>${words["scene.pacing_paragraph"]}</label>
      <textarea id=${id} rows="4" class="kit-text" spellcheck="true" autocomplete="off"
        @input=${(/** @type {Event} */ { target }) => draw(piecesOf(/** @type {HTMLTextAreaElement} */ (target).value))}></textarea></div>
    <p class="kit-small" role="status">${pieces.length ? fill(pieces.length === 1 ? words["scene.pacing_one"] : words["scene.pacing_many"], { count: pieces.length }) : ""}</p>
    <ol class="kit-pieces">${pieces.map((piece) => html`<li>${piece}</li>`)}</ol>`, node);
  draw([]);
  return node;
}
