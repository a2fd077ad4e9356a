// A checklist: boxes to tick, saved only for the learner, apart from the answer.

import { author, el } from "./dom.js";

/** @param {Answer} answer @returns {Form} */
export function checklist(answer) {
  const { item, kernel } = answer;
  const rows = item.checklist.map((entry) => {
    const input = el("input", { type: "checkbox", onchange: () => tick(entry, input) });
    return { entry, input, node: el("li", {}, el("label", { class: "kit-to-tick" }, input, el("span", {}, author(entry)))) };
  });
  const node = el("ul", { class: "kit-checklist" }, rows.map((row) => row.node));
  node.hidden = !rows.length;

  /** @param {string} entry @param {HTMLInputElement} input */
  function tick(entry, input) {
    const ticked = new Set(answer.ticks);
    if (input.checked) ticked.add(entry);
    else ticked.delete(entry);
    answer.ticks = item.checklist.filter((one) => ticked.has(one));
    kernel.ask({ type: "tick", item: item.id, value: answer.ticks }, {
      reply: (reply) => {
        // A box that was not saved must not look as if it were.
        if (reply.ok) return;
        answer.ticks = answer.ticks.filter((one) => one !== entry);
        render();
      },
    });
  }
  function render() {
    for (const { entry, input } of rows) input.checked = answer.ticks.includes(entry);
  }
  return { node, render };
}
