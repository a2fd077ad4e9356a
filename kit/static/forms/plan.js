// An if–then plan: two fields that read as one sentence, and the day to look back at it.

import { blank } from "./answer.js";
import { el, fill, freshId, interfaceLang } from "../dom.js";
import { frame } from "./frame.js";
import { textField } from "./text_field.js";
import { html, nothing } from "../vendor/lit-html.js";

/** Returns a half without the words that the sentence already has and without its period, and whether anything was
 * removed.
 * @param {string} text @param {string} begins */
function bare(text, begins) {
  const whole = text.trim();
  const first = begins.split(";").map((one) => one.trim())
    .find((one) => whole.toLowerCase().startsWith(`${one.toLowerCase()} `));
  return { rest: whole.slice(first ? first.length : 0).trim().replace(/[\s.,;]+$/u, ""), cut: Boolean(first) };
}

/** Returns one sentence if the halves fit together, otherwise each half as written.
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

const TWO_WEEKS = 14;

/** Returns the day to show: the learner's own, otherwise one in two weeks. A day that has passed since it was saved
 * is replaced by a new one, so that a rewritten plan doesn't appear on Home at once.
 * @param {Value} value @param {Value} saved what is saved, if anything is @param {Date} [now] */
export function dayShown(value, saved, now = new Date()) {
  /** @param {number} days */
  const inDays = (days) => {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
    return [String(day.getFullYear()).padStart(4, "0"), ...[day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0"))].join("-");
  };
  const chosen = value?.look_back;
  const over = chosen && chosen === saved?.look_back && chosen <= inDays(0);
  return chosen === undefined || over ? inDays(TWO_WEEKS) : chosen;
}

/** Returns a day in the interface's language; a day that isn't in the calendar is returned unchanged.
 * @param {string} day @param {"long" | "medium"} [dateStyle] */
export function dayInWords(day, dateStyle = "long") {
  const date = new Date(`${day}T12:00`);
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString(interfaceLang(), { dateStyle });
}

/** @type {OneForm} */
export function plan(answer, spec) {
  const { words } = spec;
  const id = freshId("plan");
  /** @param {"if" | "then"} name @param {string} label */
  const part = (name, label) => textField(answer, { id: `${id}-${name}`, label, rows: 2, value: answer.value?.[name] || "",
    write: (text) => ({ if: "", then: "", ...answer.value, [name]: text }) });
  const dayId = freshId("day");
  const day = el("input", {
    type: "date", id: dayId, class: "kit-select", "aria-describedby": `${dayId}-means`,
    oninput: () => answer.input({ if: "", then: "", ...answer.value, look_back: day.value }),
    onblur: () => answer.leave(),
  });
  /** @param {Value} value */
  const sentence = (value) => planSentence(words, { if: "", then: "", ...value });
  /** @param {Value} value */
  const looksBack = (value) => (value?.look_back ? fill(words["plan.looks_back"], { date: dayInWords(value.look_back) }) : "");
  return frame(answer, spec, {
    kind: "plan",
    field: () => html`<div class="kit-plan">${part("if", words["plan.if"])}${part("then", words["plan.then"])}<div class="kit-field"><label for=${dayId}>${words["plan.look_back"]}</label>${day}
      <p id="${dayId}-means" class="kit-small">${words["plan.look_back_means"]}</p></div></div>`,
    shown: () => (answer.phase === "done" ? html`<p class="kit-reading">${sentence(answer.value)}</p>${looksBack(answer.value) ? html`<p>${looksBack(answer.value)}</p>` : nothing}` : nothing),
    describe: (value) => [sentence(value), looksBack(value)].filter(Boolean).join("\n"),
    refuse: (value) => {
      const empty = ["if", "then"].find((name) => blank(value[name]));
      if (empty) document.getElementById(`${id}-${empty}`)?.focus();
      else if (day.validity.badInput) day.focus();
      if (empty) return words["plan.both"];
      return day.validity.badInput ? words["plan.no_such_day"] : "";
    },
    // The proposed day becomes the learner's own only with Done.
    settle: (value) => {
      const settled = { ...value, look_back: day.value };
      if (!day.value) delete settled.look_back;
      return settled;
    },
    onrender: () => {
      day.readOnly = answer.phase === "opening";
      const wanted = answer.phase === "writing" ? dayShown(answer.value, answer.head?.value) : "";
      if (day.value !== wanted) day.value = wanted;
    },
  });
}
