// Lists everything that isn't saved while the desk doesn't answer, word for word, so that the marker can enter it
// again at another desk.

import { button, el, fill, say } from "../dom.js";
import { longPart } from "./long.js";

/** The steps that each kind of undo can take back. @type {Record<string, string[]>} */
const TAKES_BACK = { undo: ["level", "reason", "comment", "comment/withdraw"], unsettle: ["settle"] };

/** One thing to enter again: what it is, and the words that the marker wrote.
 * @typedef {{ said: string, words?: string }} Unsaved */

/** @param {DeskOpened} opened @param {DeskStep[]} waiting the steps in order @returns {Unsaved[]} */
export function unsaved({ words, criteria }, waiting) {
  const steps = needed(waiting);
  /** @param {string} id */
  const name = (id) => criteria.find((one) => one.id === id)?.name ?? id;
  /** The last level for each criterion, by text. @type {Map<string, Map<string, number>>} */
  const texts = new Map();
  for (const { body } of steps.filter((one) => one.name === "level")) {
    texts.set(body.code, (texts.get(body.code) ?? new Map()).set(body.criterion, body.level));
  }
  const levels = [...texts].map(([code, its]) => ({ said: fill(words.unsaved_text, {
    code, levels: criteria.filter(({ id }) => its.has(id)).map((one) => `${one.name} ${its.get(one.id)}`).join(", ") }) }));
  const written = steps.flatMap(({ name: done, body, shown }) => {
    const about = { criterion: name(body.criterion), ...shown };
    const [what, its] = done === "comment" ? [onWhat(words, body.kind, about), body.text]
      : done === "comment/withdraw" ? [words.unsaved_withdraw, shown.words]
      : done === "reason" ? [fill(words.reason_label, about), body.reason]
      : done === "settle" ? [fill(words.unsaved_settled, about), body.reason] : [];
    return what ? [{ said: fill(words.unsaved_of, { code: body.code, what }), words: its }] : [];
  });
  /** @param {string} key @param {string[]} names */
  const counted = (key, names) => {
    const count = steps.filter((one) => names.includes(one.name)).length;
    return count ? [{ said: fill(words[key], { count }) }] : [];
  };
  return [...levels, ...written, ...counted("unsaved_undone", Object.keys(TAKES_BACK)), ...counted("unsaved_samples", ["calibration"])];
}

/** @param {Record<string, string>} words @param {DeskCommentKind} kind @param {object} about */
function onWhat(words, kind, about) {
  if (kind === "passage") return fill(words.unsaved_words, about);
  if (kind === "criterion") return fill(words.comment_on, about);
  return kind === "closing" ? words.comment_closing : words.comment_one_thing;
}

/** The steps to enter again: of several levels or decisions in one place, only the last. @param {DeskStep[]} waiting */
export function needed(waiting) {
  const place = (/** @type {DeskStep} */ { name, body }) => (["level", "settle"].includes(name) ? `${name} ${body.code} ${body.criterion}` : null);
  return standing(waiting).filter((one, n, all) => !place(one) || !all.slice(n + 1).some((later) => place(later) === place(one)));
}

/** The steps without those that were undone. An undo is kept if the step that it takes back is saved already.
 * @param {DeskStep[]} waiting */
function standing(waiting) {
  /** @type {DeskStep[]} */
  const steps = [];
  for (const one of waiting) {
    const takes = TAKES_BACK[one.name];
    const at = takes ? steps.findLastIndex(({ name }) => takes.includes(name)) : -1;
    if (at >= 0) steps.splice(at, 1);
    else if (!givesAgain(one, steps)) steps.push(one);
  }
  return steps;
}

/** Whether a step gives the same level again, which counts as no step. @param {DeskStep} one @param {DeskStep[]} steps */
function givesAgain({ name, body }, steps) {
  const last = steps.findLast((its) => its.name === "level" && its.body.code === body.code && its.body.criterion === body.criterion);
  return name === "level" && last?.body.level === body.level;
}

/** The list on the page, with a button that copies it. @param {DeskOpened} opened */
export function unsavedList(opened) {
  const { words } = opened;
  const list = el("ul", {});
  const said = el("span", { role: "status" });
  const long = longPart(words, { "aria-label": words.unsaved_label }, list);
  const node = el("div", { class: "unsaved", hidden: true }, long,
    el("p", {}, button(words.unsaved_copy, () => void copy()), said));
  // While the focus is in the list, these keys scroll the list and not the text.
  long.addEventListener("keydown", (event) => {
    if (/^(Arrow|Page|Home$|End$| $)/.test(event.key)) event.stopPropagation();
  });
  let drawn = "[]";

  async function copy() {
    getSelection()?.selectAllChildren(list);
    const copied = navigator.clipboard?.writeText(list.innerText).then(() => true, () => false);
    say(said, (await copied) ? words.unsaved_copied : words.unsaved_selected);
  }

  return {
    node,
    /** Redraw only if something changed, so that selected words stay selected. @param {DeskStep[]} waiting */
    draw(waiting) {
      const found = unsaved(opened, waiting);
      const now = JSON.stringify(found);
      if (now === drawn) return;
      drawn = now;
      node.hidden = found.length === 0;
      say(said, "");
      list.replaceChildren(...found.map((one) => el("li", {}, el("p", { text: one.said }), one.words ? el("blockquote", { text: one.words }) : null)));
    },
  };
}
