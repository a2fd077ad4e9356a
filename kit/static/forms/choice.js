// Choosing one or several; an option's explanation appears once it is chosen, all of them once the answer is done.

import { authorHtml } from "../author_html.js";
import { author, fill, freshId } from "../dom.js";
import { frame } from "./frame.js";
import { html, nothing } from "../vendor/lit-html.js";
import { live } from "../vendor/directives/live.js";

/** @type {OneForm} */
export function choice(answer, spec) {
  const { item, words } = answer;
  const name = freshId("choice");
  /** @returns {string[]} */
  const picked = () => (item.several ? answer.value || [] : answer.value ? [answer.value] : []);

  /** @param {string} id @param {boolean} on */
  const pick = (id, on) => answer.input(item.several
    ? item.choices.map((option) => option.id).filter((one) => (one === id ? on : picked().includes(one))) : id);

  /** @param {Item["choices"][number]} option @param {number} at */
  function row({ id, label, explain }, at) {
    const chosen = picked().includes(id);
    const done = answer.phase === "done";
    const why = explain && (done || chosen);
    // A hidden description is still read aloud, so it is linked to its option only while it is shown.
    return html`<div class="kit-option"><label class="kit-row" data-chosen=${String(chosen)}><input type=${item.several ? "checkbox" : "radio"} name=${name} value=${id}
      .checked=${live(chosen)} ?disabled=${answer.phase === "opening"} aria-describedby=${why ? `${name}-${at}` : nothing}
      @change=${(/** @type {any} */ { target }) => pick(id, target.checked)}><span>${authorHtml(label)}</span>${chosen && done ? html`<span class="kit-mine">${words["choice.yours"]}</span>` : nothing}</label>
      <div aria-live="polite">${why ? html`<div id="${name}-${at}" class="kit-why">${authorHtml(explain)}</div>` : nothing}</div></div>`;
  }
  return frame(answer, spec, {
    kind: "choice",
    live: true,
    field: () => html`${answer.head?.gone?.length ? html`<p>${fill(words["choice.gone"], { chosen: answer.head.gone.join(" · ") })}</p>` : nothing}
      <div class="kit-rows">${item.choices.map(row)}</div>`,
    describe: (value) => item.choices.filter((option) => [value].flat().includes(option.id)).map((option) => author(option.label).textContent).join(" · "),
  });
}
