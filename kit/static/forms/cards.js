// Retrieval cards: one at a time, answered from memory, then turned, then judged by the learner.

import { authorHtml } from "../author_html.js";
import { el, fill, freshId } from "../dom.js";
import { renderState, stateLine } from "./frame.js";
import { audience } from "./state_words.js";
import { grown, textField } from "./text_field.js";
import { live } from "../vendor/directives/live.js";
import { html, nothing, render as draw } from "../vendor/lit-html.js";

/** @type {ManyForm} */
export function cards(answers, spec) {
  const { words } = spec;
  const made = answers.map((answer, index) => card(answer, spec, index));
  const node = el("section", { class: "kit-deck" });
  let at = -1;
  /** @param {number} index */
  function go(index) {
    at = index;
    render();
    made[at].focus();
  }
  /** @param {boolean} there @param {string} label @param {number} to @param {boolean} [main] */
  const press = (there, label, to, main = false) =>
    (there ? html`<button type="button" class="kit-button kit-plain ${main ? "kit-main" : ""}" @click=${() => go(to)}>${label}</button>` : nothing);
  function render() {
    // An unfinished deck continues at the first card that isn't done.
    if (at < 0 && answers.every((answer) => answer.phase !== "opening"))
      at = Math.max(0, answers.findIndex((answer) => answer.phase !== "done"));
    const shown = Math.max(0, at);
    made.forEach((one, index) => {
      one.node.hidden = index !== shown;
      one.render();
    });
    draw(html`${made.map((one) => one.node)}<div class="kit-actions">${press(shown > 0, words["cards.back"], shown - 1)}
      ${press(shown < made.length - 1, words["cards.next"], shown + 1, answers[shown].phase === "done")}</div>`, node);
  }
  return { node, render };
}

/** @param {Answer} answer @param {Spec} spec @param {number} index @returns {Form & { focus: () => void }} */
function card(answer, spec, index) {
  const { words } = spec;
  const item = spec.items[index];
  const judgements = [["had", words["cards.had"]], ["partly", words["cards.partly"]], ["missed", words["cards.not_this_time"]]];
  const id = freshId("recall");
  const line = stateLine();
  const node = el("div", { class: "kit-recall", role: "group", "aria-labelledby": id });
  let turned = false;
  const focus = () => /** @type {HTMLElement | null} */ (node.querySelector(turned || answer.phase === "done" ? ".kit-back" : "textarea"))?.focus();
  function turn() {
    turned = true;
    if (answer.dirty) answer.leave();
    render();
    focus();
  }
  function afresh() {
    turned = false;
    answer.again();
    answer.value = null;
    render();
    focus();
  }
  /** @param {string} recall */
  function judge(recall) {
    answer.input({ answer: "", ...answer.value, recall });
    answer.done();
  }
  function template() {
    const number = fill(words["cards.number"], { number: index + 1, total: spec.items.length });
    const judged = answer.phase === "done";
    const open = judged || turned;
    const typed = (answer.value && answer.value.answer) || "";
    return html`<div class="kit-flip" data-turned=${open}>
      <div class="kit-face" ?inert=${open}><p class="kit-small">${number} · ${audience(words, answer.lane, item)}</p>
        <h3 id=${id} class="kit-title">${authorHtml(item.title)}</h3>${item.prompt ? html`<div class="kit-prompt">${authorHtml(item.prompt)}</div>` : nothing}
        ${textField(answer, { id: `${id}-text`, rows: 2, label: words["cards.from_memory"], value: typed, write: (text) => ({ ...answer.value, answer: text }) })}
        <div class="kit-actions">${answer.phase === "writing" ? html`<button type="button" class="kit-button kit-main" @click=${turn}>${words["cards.turn"]}</button>` : nothing}</div></div>
      <div class="kit-face kit-back" tabindex="-1" role="group" aria-label=${words["cards.other_side"]} ?inert=${!open}>
        <p class="kit-card-asked">${authorHtml(item.title)}</p><p class="kit-reading">${typed || words["cards.nothing_written"]}</p>
        <div class="kit-other-side"><p class="kit-small">${words["cards.other_side"]}</p>${authorHtml(item.answer)}</div>
        <fieldset class="kit-judge"><legend>${words["cards.how_did_it_go"]}</legend><div class="kit-three">${judgements.map(([recall, label]) => {
          const chosen = Boolean(answer.value && answer.value.recall === recall);
          return html`<label class="kit-row" data-chosen=${chosen}><input type="radio" name=${id} value=${recall} .checked=${live(chosen)} @change=${() => judge(recall)}><span>${label}</span></label>`;
        })}</div></fieldset>
        <div class="kit-actions">${judged ? html`<button type="button" class="kit-button kit-plain" @click=${afresh}>${words["cards.try_again"]}</button>` : nothing}</div></div></div>
      <div class="kit-foot">${line}</div>`;
  }
  function render() {
    // Text kept in this browser goes straight back into its card; there is no room to ask about it.
    if (answer.offered && !answer.offered.gaveWay) answer.takeOffered();
    draw(template(), node);
    grown(node);
    renderState(line, answer);
  }
  // This comes before anything is measured; otherwise the card would be seen turning as the page opens.
  draw(template(), node);
  return { node, render, focus };
}
