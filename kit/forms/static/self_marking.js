// A finished text marked by its writer: for each criterion the level whose words fit, and the words that earn it.

import { author, el, fill, freshId } from "./dom.js";
import { frame } from "./frame.js";
import { writing } from "./prose.js";

/** @param {Answer} answer the marks @param {Spec} spec @param {Answer} text what is marked @returns {Form} */
export function selfMarking(answer, spec, text) {
  const { item, words } = answer;
  /** @param {string} id @returns {{ level?: number, words?: string }} */
  const marked = (id) => answer.value?.criteria?.[id] || {};
  /** @param {string} id @param {{ level?: number, words?: string }} part */
  const marks = (id, part) => ({
    revision: text.head?.id ?? null,
    criteria: { ...answer.value?.criteria, [id]: { ...marked(id), ...part } },
  });

  const rows = item.criteria.map((criterion) => {
    const name = freshId("level");
    const choices = criterion.levels.map(({ level, says }) => {
      const input = el("input", { type: "radio", name, value: String(level), onchange: () => answer.input(marks(criterion.id, { level })) });
      const row = el("label", { class: "kit-row" }, input, el("strong", { text: String(level) }), el("span", {}, author(says)));
      return { level, input, row };
    });
    const earned = writing(answer, words["self_marking.words"], {
      rows: 1,
      read: () => marked(criterion.id).words || "",
      write: (typed) => marks(criterion.id, { words: typed }),
    });
    const node = el("fieldset", { class: "kit-criterion" },
      el("legend", {}, el("h4", {}, author(criterion.name))), el("p", { class: "kit-small" }, author(criterion.question)),
      el("div", { class: "kit-rows" }, choices.map(({ row }) => row)), earned.node);
    return { criterion, choices, earned, node };
  });
  const since = el("p", { class: "kit-small", text: words["self_marking.since"] });

  const form = frame(answer, spec, {
    live: true,
    personal: false,
    field: el("div", {}, since, rows.map(({ node }) => node)),
    describe: (value) => item.criteria.filter(({ id }) => value?.criteria?.[id]?.level !== undefined)
      .map(({ id, name }) => `${author(name).textContent}: ${value.criteria[id].level}`).join(" · "),
    refuse: () => {
      const open = item.criteria.filter(({ id }) => marked(id).level === undefined).length;
      return open ? fill(words["self_marking.open"], { open, total: item.criteria.length }) : "";
    },
    onrender: () => {
      since.hidden = !(answer.phase === "done" && answer.value.revision !== text.head?.id);
      for (const { criterion, choices, earned } of rows) {
        earned.render();
        for (const { level, input, row } of choices) {
          input.checked = marked(criterion.id).level === level;
          input.disabled = answer.phase === "opening";
          row.dataset.chosen = String(input.checked);
        }
      }
    },
  });
  return { node: el("div", { class: "kit-self-marking" }, form.node), render: form.render };
}

// A text's form with its writer's marking below it, once the text is done.
/** @param {Form} form @param {Answer[]} answers @param {Spec} spec @returns {Form} */
export function withSelfMarking(form, [text, marks], spec) {
  const panel = selfMarking(marks, spec, text);
  return {
    node: el("div", {}, form.node, panel.node),
    render() {
      form.render();
      panel.render();
      panel.node.hidden = text.phase !== "done";
    },
    refresh: form.refresh,
  };
}
