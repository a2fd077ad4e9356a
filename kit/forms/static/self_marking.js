// A finished text marked by its writer: for each criterion the level that fits, and the words that earn it.

import { author, el, fill, freshId } from "./dom.js";
import { frame } from "./frame.js";
import { writing } from "./prose.js";

// The questions that lead to a level are folded, because a learner who knows the levels doesn't need them.
/** @param {Item["criteria"][number]} criterion @param {Words} words */
function questions({ table }, words) {
  return el("details", {},
    el("summary", { text: words["self_marking.table"] }),
    el("p", { class: "kit-small", text: words["marking.in_order"] }),
    el("ol", {}, table.map(({ ask, yes, no }) => el("li", {}, author(ask),
      el("span", { class: "kit-small", text: ` ${words["marking.if_yes"]}: ${yes}. ${words["marking.if_no"]}: ${no}.` })))));
}

/** @param {{ name: string, count: string[], only_sound: string[] }} practices @param {Words} words */
function practicesOf({ name, count, only_sound }, words) {
  /** @param {string[]} entries */
  const list = (entries) => el("ul", {}, entries.map((entry) => el("li", {}, author(entry))));
  return el("details", {},
    el("summary", {}, words["self_marking.practices"], " ", author(name)),
    el("p", { text: words["marking.count"] }), list(count),
    el("p", { text: words["marking.only_sound"] }), list(only_sound));
}

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
      questions(criterion, words),
      el("div", { class: "kit-rows" }, choices.map(({ row }) => row)), earned.node);
    return { criterion, choices, earned, node };
  });
  const since = el("p", { class: "kit-small", text: words["self_marking.since"] });

  const form = frame(answer, spec, {
    kind: "self_marking",
    live: true,
    personal: false,
    field: el("div", {}, since, item.practices ? practicesOf(item.practices, words) : null, rows.map(({ node }) => node)),
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

// Adds the writer's marking below a text's form, once the text is done.
/** @param {Form} form @param {Answer[]} answers @param {Spec} spec @returns {Form} */
export function withSelfMarking(form, [text, marks], spec) {
  const panel = selfMarking(marks, spec, text);
  return {
    node: el("div", {}, form.node, panel.node),
    render() {
      // The marks are deleted with the text.
      if (text.deleted && (marks.head || !marks.empty)) {
        marks.keep.forget();
        marks.open({ heads: [], draft: null }, false);
      }
      form.render();
      panel.render();
      panel.node.hidden = text.phase !== "done";
    },
    refresh: form.refresh,
  };
}
