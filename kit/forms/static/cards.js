// Retrieval cards: answered from memory first, then turned, then judged by the learner.

import { author, button, el, fill, freshId, say } from "./dom.js";
import { renderState, stateLine } from "./frame.js";
import { writing } from "./prose.js";
import { laneWords } from "./state_words.js";

/** @type {ManyForm} */
export function cards(answers, spec) {
  if (!answers.length) return { node: el("div"), render() {} };
  const made = answers.map((answer, index) => card(answer, spec, index));
  const titleId = freshId("deck");
  const lead = spec.lead
    ? [el("p", { id: titleId, class: "kit-title" }, author(spec.lead.title)), el("p", { class: "kit-lead" }, author(spec.lead.text))]
    : [];
  const node = el("section", { class: "kit-deck", "aria-labelledby": lead.length ? titleId : null }, lead,
    el("p", { class: "kit-lane-told", "data-lane": answers[0].lane,
      text: laneWords(answers[0].lane, answers[0].item, spec) }),
    made.map((one) => one.node));
  return { node, render: () => made.forEach((one) => one.render()) };
}

/** @param {Answer} answer @param {Spec} spec @param {number} index @returns {Form} */
function card(answer, spec, index) {
  const { words } = spec;
  const item = spec.items[index];
  const judgements = [["had", words["cards.had"]], ["partly", words["cards.partly"]], ["missed", words["cards.not_this_time"]]];
  let turned = false;
  const name = freshId("recall");
  const line = stateLine();
  const text = writing(answer, words["cards.from_memory"], {
    rows: 2,
    read: (value) => (value && value.answer) || "",
    write: (typed) => ({ ...answer.value, answer: typed }),
  });
  const mine = el("p", { class: "kit-reading" });
  const back = el("div", { class: "kit-back", tabindex: "-1" }, el("p", { class: "kit-small", text: words["cards.other_side"] }), author(item.answer));
  /** @type {[HTMLInputElement, HTMLLabelElement][]} */
  const radios = judgements.map(([id, label]) => {
    const input = el("input", { type: "radio", name, value: id,
      onchange: () => {
        answer.input({ answer: "", ...answer.value, recall: id });
        answer.done();
      } });
    return [input, el("label", { class: "kit-row" }, input, el("span", { text: label }))];
  });
  const judge = el("fieldset", { class: "kit-judge" }, el("legend", { text: words["cards.how_did_it_go"] }),
    el("div", { class: "kit-pair" }, radios.map(([, row]) => row)));
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
  const node = el("fieldset", { class: "kit-question kit-recall" },
    el("legend", { class: "kit-title" }, el("span", { class: "kit-small", text: fill(words["cards.number"], { number: index + 1, total: spec.items.length }) }), author(item.title)),
    item.prompt ? el("div", { class: "kit-prompt" }, author(item.prompt)) : null,
    text.node, mine, back, judge,
    el("div", { class: "kit-foot" }, line), el("div", { class: "kit-actions" }, turn, afresh));

  function render() {
    // What waits in this browser goes back into its card; there is no room for a question about it.
    if (answer.offered) answer.takeOffered();
    const judged = answer.phase === "done";
    const open = judged || turned;
    text.render();
    text.node.hidden = open;
    mine.hidden = !open;
    say(mine, (answer.value && answer.value.answer) || words["cards.nothing_written"]);
    back.hidden = judge.hidden = !open;
    turn.hidden = open || answer.phase !== "writing";
    afresh.hidden = !judged;
    for (const [input, row] of radios) {
      input.checked = Boolean(answer.value && answer.value.recall === input.value);
      row.dataset.chosen = String(input.checked);
    }
    renderState(line, answer);
  }
  return { node, render };
}
