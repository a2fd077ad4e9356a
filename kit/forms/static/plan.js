// An if–then plan: two fields that read as one sentence.

import { blank } from "./answer.js";
import { el, fill, say } from "./dom.js";
import { frame } from "./frame.js";
import { writing } from "./prose.js";

/** A half without what the sentence says already, and without its full stop; whether something was taken off.
 * @param {string} text @param {string} begins */
function bare(text, begins) {
  const whole = text.trim();
  const first = begins.split(";").map((one) => one.trim())
    .find((one) => whole.toLowerCase().startsWith(`${one.toLowerCase()} `));
  return { rest: whole.slice(first ? first.length : 0).trim().replace(/[\s.,;]+$/u, ""), cut: Boolean(first) };
}

/** One sentence where the halves fit into it, else each half as it was written.
 * @param {Words} words @param {{ if: string, then: string }} value */
export function planSentence(words, value) {
  const when = bare(value.if, words["plan.begins_if"]);
  const act = bare(value.then, words["plan.begins_then"]);
  /** @param {{ rest: string, cut: boolean }} half */
  const fits = ({ rest, cut }) => cut || /^(\p{Ll}|I\b)/u.test(rest);
  return fits(when) && fits(act) && /^\p{Ll}/u.test(act.rest)
    ? `${fill(words["plan.sentence"], { if: when.rest, then: act.rest })}.`
    : fill(words["plan.two_lines"], { if: value.if.trim(), then: value.then.trim() });
}

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
  const sentence = (value) => planSentence(words, { if: "", then: "", ...value });
  return frame(answer, spec, {
    field: el("div", { class: "kit-plan" }, when.node, act.node),
    shown,
    describe: sentence,
    refuse: (value) => {
      const empty = [when, act].find((_, index) => blank(value[["if", "then"][index]]));
      empty?.area.focus();
      return empty ? words["plan.both"] : "";
    },
    onrender: () => {
      when.render();
      act.render();
      say(shown, answer.phase === "done" ? sentence(answer.value) : "");
    },
  });
}
