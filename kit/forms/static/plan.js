// An if–then plan: two fields that read as one sentence.

import { el, fill, say } from "./dom.js";
import { frame } from "./frame.js";
import { writing } from "./prose.js";

/** @type {OneForm} */
export function plan(answer, spec) {
  const { words } = spec;
  /** @param {"if" | "then"} name @param {string} label */
  const part = (name, label) =>
    writing(answer, label, {
      rows: 2,
      read: (value) => (value && value[name]) || "",
      write: (text) => ({ if: "", then: "", ...answer.value, [name]: text }),
    });
  const when = part("if", words["plan.if"]);
  const act = part("then", words["plan.then"]);
  const shown = el("p", { class: "kit-reading" });
  /** @param {Value} value */
  const sentence = (value) => fill(words["plan.sentence"], value);
  return frame(answer, spec, {
    field: el("div", { class: "kit-plan" }, when.node, act.node),
    shown,
    describe: sentence,
    onrender: () => {
      when.render();
      act.render();
      say(shown, answer.phase === "done" ? sentence(answer.value) : "");
    },
  });
}
