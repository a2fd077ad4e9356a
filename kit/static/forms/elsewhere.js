// The disk holds something of an answer that this page has not seen: the learner chooses between the two.

import { authorHtml } from "../author_html.js";
import { el } from "../dom.js";
import { html, nothing, render as draw } from "../vendor/lit-html.js";

/** @param {Answer} answer @param {boolean} named whether the form has several answers @param {() => HTMLElement | null} line
 * where the focus goes after the choice @returns {Form} */
export function writtenElsewhere(answer, named, line) {
  const { words } = answer;
  /** @param {() => void} act */
  const then = (act) => () => {
    act();
    line()?.focus();
  };
  const node = el("div", { class: "kit-elsewhere", role: "group", hidden: true });
  draw(html`${named ? html`<p>${authorHtml(answer.item.title)}</p>` : nothing}<p><strong>${words["form.elsewhere"]}</strong></p>
    <div class="kit-actions"><button type="button" class="kit-button kit-main" @click=${then(() => answer.showsElsewhere())}>${words["form.show_it"]}</button>
    <button type="button" class="kit-button" @click=${then(() => answer.keepsMine())}>${words["form.keep_mine"]}</button></div>`, node);
  return { node, render: () => { node.hidden = !answer.elsewhere; } };
}
