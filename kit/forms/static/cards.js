// Retrieval cards: one at a time, answered from memory, then turned, then judged by the learner.

import { author, button, el, fill, freshId, say } from "./dom.js";
import { renderState, stateLine } from "./frame.js";
import { writing } from "./prose.js";
import { laneWords } from "./state_words.js";

/** @type {ManyForm} */
export function cards(answers, spec) {
  const { words } = spec;
  const made = answers.map((answer, index) => card(answer, spec, index));
  let at = -1;
  /** @param {number} index */
  function go(index) {
    at = index;
    render();
    made[at].focus();
  }
  const before = button(words["cards.back"], () => go(at - 1));
  const next = button(words["cards.next"], () => go(at + 1));
  const node = el("section", { class: "kit-deck" },
    made.map((one) => one.node), el("div", { class: "kit-actions" }, before, next));

  function render() {
    // An unfinished deck continues at the first card that isn't done.
    if (at < 0 && answers.every((answer) => answer.phase !== "opening"))
      at = Math.max(0, answers.findIndex((answer) => answer.phase !== "done"));
    const shown = Math.max(0, at);
    made.forEach((one, index) => {
      one.node.hidden = index !== shown;
      one.render();
    });
    before.hidden = shown === 0;
    next.hidden = shown === made.length - 1;
    next.classList.toggle("kit-main", answers[shown].phase === "done");
  }
  return { node, render };
}

/** @param {Answer} answer @param {Spec} spec @param {number} index @returns {Form & { focus: () => void }} */
function card(answer, spec, index) {
  const { words } = spec;
  const item = spec.items[index];
  const judgements = [["had", words["cards.had"]], ["partly", words["cards.partly"]], ["missed", words["cards.not_this_time"]]];
  let turned = false;
  const name = freshId("recall");
  const titleId = freshId("title");
  const line = stateLine();
  const number = fill(words["cards.number"], { number: index + 1, total: spec.items.length });
  const text = writing(answer, words["cards.from_memory"], {
    rows: 2,
    read: (value) => (value && value.answer) || "",
    write: (typed) => ({ ...answer.value, answer: typed }),
  });
  const mine = el("p", { class: "kit-reading" });
  /** @type {[HTMLInputElement, HTMLLabelElement][]} */
  const radios = judgements.map(([id, label]) => {
    const input = el("input", { type: "radio", name, value: id,
      onchange: () => {
        answer.input({ answer: "", ...answer.value, recall: id });
        answer.done();
      } });
    return [input, el("label", { class: "kit-row" }, input, el("span", { text: label }))];
  });
  const turn = button(words["cards.turn"], () => {
    turned = true;
    if (answer.dirty) answer.leave();
    render();
    back.focus();
  }, "main");
  const afresh = button(words["cards.try_again"], () => {
    turned = false;
    answer.again();
    answer.value = null;
    render();
    text.area.focus();
  });
  const front = el("div", { class: "kit-face" },
    el("p", { class: "kit-small", text: `${number} · ${laneWords(answer.lane, item, spec)}` }), el("h3", { id: titleId, class: "kit-title" }, author(item.title)),
    item.prompt ? el("div", { class: "kit-prompt" }, author(item.prompt)) : null,
    text.node, el("div", { class: "kit-actions" }, turn));
  const back = el("div", { class: "kit-face kit-back", tabindex: "-1", role: "group", "aria-label": words["cards.other_side"] },
    el("p", { class: "kit-small" }, author(item.title)), mine,
    el("div", { class: "kit-other-side" }, el("p", { class: "kit-small", text: words["cards.other_side"] }), author(item.answer)),
    el("fieldset", { class: "kit-judge" }, el("legend", { text: words["cards.how_did_it_go"] }),
      el("div", { class: "kit-pair" }, radios.map(([, row]) => row))),
    el("div", { class: "kit-actions" }, afresh));
  // This comes before anything is measured; otherwise the card would be seen turning as the page opens.
  const flip = el("div", { class: "kit-flip", "data-turned": "false" }, front, back);
  back.inert = true;
  const node = el("div", { class: "kit-recall", role: "group", "aria-labelledby": titleId }, flip, el("div", { class: "kit-foot" }, line));

  function render() {
    // Text kept in this browser goes straight back into its card; there is no room to ask about it.
    if (answer.offered && !answer.offered.gaveWay) answer.takeOffered();
    const judged = answer.phase === "done";
    const open = judged || turned;
    text.render();
    flip.dataset.turned = String(open);
    front.inert = open;
    back.inert = !open;
    say(mine, (answer.value && answer.value.answer) || words["cards.nothing_written"]);
    turn.hidden = answer.phase !== "writing";
    afresh.hidden = !judged;
    for (const [input, row] of radios) {
      input.checked = Boolean(answer.value && answer.value.recall === input.value);
      row.dataset.chosen = String(input.checked);
    }
    renderState(line, answer);
  }
  return { node, render, focus: () => (front.inert ? back : text.area).focus() };
}
