// The self-ratings: one question a row, six choices, no default; stacked where the column is narrow.

import { same } from "./answer.js";
import { author, button, el, fill, freshId, say } from "./dom.js";
import { stateLine, tell } from "./frame.js";
import { clock, doneWords, laneWords } from "./state_words.js";

/** @param {Answer[]} answers @param {Spec} spec @param {KernelLink} kernel @returns {Form} */
export function scale(answers, spec, kernel) {
  const { words } = spec;
  /** @type {Record<string, string>} */
  const times = { pre: words["scale.before"], post: words["scale.after"] };
  /** @param {Value} value */
  const wordsOf = (value) => {
    const found = spec.choices.find((choice) => same(choice.value, value));
    return found ? author(found.label).textContent : words["scale.not_answered"];
  };
  const rows = answers.map((answer) => {
    const name = freshId("rate");
    const inputs = spec.choices.map((choice, index) =>
      el("input", { type: "radio", name, value: String(index), onchange: () => answer.input(choice.value) }));
    const said = el("p", { class: "kit-earlier" });
    said.hidden = true;
    const then = el("p", { class: "kit-earlier" });
    const node = el("fieldset", { class: "kit-rate" },
      el("legend", {}, author(answer.item.title)),
      inputs.map((input, index) =>
        el("label", { class: "kit-cell", "data-gap": typeof spec.choices[index].value === "object" },
          input, el("span", {}, author(spec.choices[index].label)))),
      then, said);
    return { answer, inputs, node, said, then };
  });
  const byRow = Object.fromEntries(rows.map((row) => [row.answer.item.id, row]));
  const grouped = new Set(spec.groups.flatMap((group) => group.items));
  const groups = [...spec.groups, { id: "", name: "", items: answers.map((a) => a.item.id).filter((id) => !grouped.has(id)) }]
    .filter((group) => group.items.length)
    .map((group) => el("div", { class: "kit-group", "data-dimension": group.id },
      group.name ? el("h4", { class: "kit-group-name" }, author(group.name)) : null,
      group.items.map((id) => byRow[id].node)));
  const head = el("div", { class: "kit-scale-head", "aria-hidden": "true" }, el("span"),
    spec.choices.map((choice) => el("span", {}, author(choice.label))));

  const line = stateLine();
  const count = el("p", { class: "kit-count" });
  /** @type {object | null} */
  let earlier = null;
  const done = button(words["form.done"], () => {
    answers.filter((answer) => answer.phase === "writing" && !answer.empty).forEach((answer) => answer.done());
    line.focus();
  }, "main");
  const records = el("p", { class: "kit-records", text: words["lane.records"] });
  const told = el("div", { class: "kit-lane-told", "data-lane": answers[0].lane },
    el("p", { text: laneWords(answers[0].lane, answers[0].item, spec) }), records);
  const node = el("fieldset", { class: "kit-question kit-scale" },
    el("legend", { class: "kit-title" }, el("h3", {}, author(spec.stem))),
    spec.intro ? el("div", { class: "kit-prompt" }, author(spec.intro)) : null,
    told, head, groups,
    el("div", { class: "kit-foot" }, line, count), el("div", { class: "kit-actions" }, done));

  const finished = () => answers.every((a) => a.phase === "done" || (a.phase === "writing" && a.empty)) &&
    answers.some((a) => a.phase === "done");

  function showEarlier() {
    if (!spec.beside.length || earlier || !finished()) return;
    earlier = {};
    kernel.ask({ type: "earlier" }, {
      reply: (reply) => {
        for (const [id, occasions] of Object.entries(reply.earlier || {})) {
          const parts = Object.entries(occasions).filter(([, heads]) => heads.length)
            .map(([occasion, heads]) => `${times[occasion]}: ${heads.map((/** @type {Kept} */ h) => wordsOf(h.value)).join(" / ")}`);
          say(byRow[id].said, parts.length
            ? fill(words["scale.you_said"], { answers: parts.join("; ") })
            : words["scale.no_earlier"]);
          byRow[id].said.hidden = false;
        }
      },
    });
  }

  function stateNow() {
    const failed = answers.find((a) => a.failure);
    if (failed) return fill(words["state.not_saved"], { sentence: failed.failure });
    if (answers.some((a) => a.phase === "opening")) return words["state.opening_all"];
    if (answers.some((a) => a.saving)) return words["state.saving"];
    const saved = answers.flatMap((a) => (a.phase === "done" && a.head ? [a.head.at] : [])).sort();
    if (finished()) return doneWords(words, saved[saved.length - 1], answers[0].lane, answers[0].item);
    if (answers.some((a) => a.dirty)) return words["state.draft_unsaved"];
    const drafts = answers.flatMap((a) => a.draftAt ?? []).sort();
    if (drafts.length) return fill(words["state.draft"], { time: clock(drafts[drafts.length - 1]) });
    return words["state.nothing"];
  }

  function render() {
    for (const { answer, inputs, then } of rows) {
      // The then-test shows the earlier ratings, so it is given before they are seen.
      const given = spec.beside.length > 0 && Boolean(answer.head);
      if (answer.offered && !answer.offered.lost && !answer.offered.gaveWay && !given) answer.takeOffered();
      then.hidden = !answer.head?.asked;
      say(then, answer.head?.asked ? fill(words["form.asked_then"], { question: answer.head.asked }) : "");
      inputs.forEach((input, index) => {
        input.checked = !answer.empty && same(spec.choices[index].value, answer.value);
        input.disabled = answer.phase === "opening" || given;
        const cell = input.closest("label");
        if (cell) cell.dataset.chosen = String(input.checked);
      });
    }
    const given = answers.filter((a) => !a.empty).length;
    say(count, fill(words["scale.count"], { given, total: answers.length }));
    records.hidden = answers.some((a) => a.heads.length);
    done.hidden = !answers.some((a) => a.phase === "writing" && !a.empty);
    const failed = answers.some((a) => a.failure);
    tell(line, stateNow(), failed ? "failed" : finished() ? "done" : "writing", answers.some((a) => a.dirty) && !failed);
    showEarlier();
  }
  return { node, render };
}
