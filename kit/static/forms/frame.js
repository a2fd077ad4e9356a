// The parts around every field: the question, who will see it, text kept in this browser, two answers to choose from,
// the state line, and the buttons.

import { authorHtml } from "../author_html.js";
import { button, el, fill, freshId, say } from "../dom.js";
import { confirmBox } from "./confirm.js";
import { likelyNote } from "./likely.js";
import { laneLine } from "./lane.js";
import { valueWords } from "./shape.js";
import { clock, savedWords, stateWords } from "./state_words.js";
import { grown } from "./text_field.js";
import { html, nothing, render as draw } from "../vendor/lit-html.js";
import { live as bound } from "../vendor/directives/live.js";

export function stateLine() {
  return el("p", { class: "kit-state", role: "status", tabindex: "-1" });
}

// Shown at every change; read aloud when something was saved or failed, not at every pause in typing.
/** @param {HTMLElement} line @param {string} sentence @param {string} phase @param {boolean} quiet */
export function tell(line, sentence, phase, quiet) {
  line.dataset.phase = phase;
  line.setAttribute("aria-live", quiet || line.dataset.told === sentence ? "off" : "polite");
  if (!quiet) line.dataset.told = sentence;
  say(line, sentence);
}

/** @param {HTMLElement} line @param {Answer} answer */
export function renderState(line, answer) {
  line.toggleAttribute("data-unsaved", answer.dirty || answer.saving);
  const phase = answer.notNow ? "unanswered" : answer.phase;
  tell(line, stateWords(answer), answer.failure ? "failed" : phase, answer.dirty && !answer.failure);
}

/** Boxes to tick, saved only for the learner, apart from the answer. @param {Answer} answer */
function checklist(answer) {
  const { item, kernel } = answer;
  /** @param {string} entry @param {boolean} checked */
  function tick(entry, checked) {
    answer.ticks = item.checklist.filter((one) => (one === entry ? checked : answer.ticks.includes(one)));
    kernel.ask({ type: "tick", item: item.id, value: answer.ticks }, {
      reply: (reply) => {
        // A box that was not saved must not look as if it were.
        if (!reply.ok) answer.ticks = answer.ticks.filter((one) => one !== entry);
        answer.changed();
      },
    });
  }
  return item.checklist.length ? html`<ul class="kit-checklist">${item.checklist.map((entry) => html`<li><label class="kit-to-tick"><input type="checkbox"
    .checked=${bound(answer.ticks.includes(entry))} @change=${(/** @type {any} */ { target }) => tick(entry, target.checked)}><span>${authorHtml(entry)}</span></label></li>`)}</ul>` : nothing;
}

/** Part of a form: a node, or what draws it anew. @typedef {HTMLElement | null | (() => unknown)} Part
 * @param {Part} part */
const drawn = (part) => (typeof part === "function" ? part() : part);

// The field is shown while writing, `shown` when done; a `live` field is always shown. A finished answer is
// reopened with a button if it `reopens`; other live fields can just be changed. `describe` puts a value into
// words. `ready` says whether Done is possible, and `refuse` returns a sentence about what a value still lacks.
// `settle` turns a value into the one that Done saves, and `along` names what is deleted with it. `kind` is the form
// of its values.
/**
 * @param {Answer} answer
 * @param {Spec} spec
 * @param {{ kind: string, field: Part, shown?: Part, live?: boolean, reopens?: boolean,
 *   describe: (value: Value) => string, count?: Part, ready?: (value: Value) => boolean, refuse?: (value: Value) => string,
 *   settle?: (value: Value) => Value, along?: () => { text: string[], remove: () => void } | null, onrender?: (answer: Answer) => void }} body
 * @returns {Form}
 */
export function frame(answer, spec, { kind, field, shown = null, live = false, reopens = !live, describe, count = null, ready = () => true, refuse = () => "", settle = (value) => value, along = () => null, onrender = () => {} }) {
  const { item, words } = answer;
  const set = el("fieldset", { class: "kit-question" });
  const line = stateLine();
  let focusNext = false;
  /** The answer that a confirmation question is about. @type {string | undefined} */
  let askedOf;
  /** What was pressed may disappear, now or after a reply: the focus then moves to where the form continues.
   * @param {() => void} act */
  const moves = (act) => () => {
    focusNext = true;
    act();
  };
  /** @param {string} label @param {() => void} act @param {string} [kind] */
  const press = (label, act, kind) => button(label, moves(act), kind);
  const headId = freshId("head");
  const confirm = confirmBox(press, () => render());
  confirm.node.addEventListener("kit:stay", () => {
    // Never Delete: a focused button is easily pressed by mistake.
    const place = [done, again].find((one) => one.isConnected);
    (place || line).focus();
  });
  const likely = likelyNote(answer, spec, kind);
  const lane = laneLine(answer, spec, { move: (to) => ask(to === "private" ? {
    question: words["form.private_question"], yes: words["form.private_it"], no: words["form.keep_shared"],
    text: [words["form.private_means"], words["form.out_of_reach"]], act: () => answer.makePrivate(),
  } : {
    question: words["form.share_question"], yes: words["form.share_it"], no: words["form.keep_private"],
    text: [words["form.share_means"], words["lane.records"], ...likely.beforeSharing()], act: () => answer.share(),
  }) });

  const done = press(words["form.done"], () => {
    const lacking = !answer.empty && refuse(answer.value);
    if (lacking) answer.nudge(lacking);
    else {
      if (!answer.empty) answer.value = settle(answer.value);
      answer.done();
    }
  }, "main");
  const again = press(live ? words["form.answer_again"] : words["form.write_again"], () => answer.again());
  const back = press(words["form.keep_saved"], () => (answer.changedSince ? ask({
    question: words["form.keep_saved_question"], yes: words["form.keep_saved"], no: words["form.go_on"], main: false,
    text: [words["form.keep_saved_means"]], act: () => answer.back(),
  }) : answer.back()));
  const remove = button(words["form.delete"], () => {
    const more = along();
    const text = (answer.head?.lane ?? answer.lane) === "shared" ? [words["form.delete_shared_means"], words["form.out_of_reach"]] : [words["form.delete_means"]];
    ask({
      question: words["form.delete_question"], yes: words["form.delete_it"], no: words["form.keep_it"], main: false,
      text: [...new Set([...text, ...(more?.text ?? [])])],
      act: () => {
        answer.remove();
        more?.remove();
      },
    });
  }, "quiet");

  /** @param {import("./confirm.js").Move} move */
  function ask(move) {
    askedOf = answer.head?.id;
    confirm.ask(move);
    render();
  }

  /** @param {Kept} now */
  const offer = (now) => html`<div class="kit-offer"><p><strong>${fill(now.lost ? words["form.lost_here"] : words["form.kept_here"], { time: clock(now.at) })}</strong></p>
    <blockquote>${valueWords(kind, now.value, describe, words)}</blockquote>
    <div class="kit-actions"><button type="button" class="kit-button kit-main" @click=${moves(() => answer.takeOffered(true))}>${words["form.use_kept"]}</button>
      <button type="button" class="kit-button" @click=${moves(() => answer.dropOffered())}>${words["form.drop_kept"]}</button></div></div>`;

  /** @param {Kept} head @param {number} at */
  const finished = (head, at) => html`<section class="kit-head"><p class="kit-small">${savedWords(words, head.at, head.lane, item)}</p>
    ${head.later ? html`<p class="kit-small">${words["form.goes_on"]}</p>` : nothing}
    <blockquote id="${headId}-${at}">${[valueWords(kind, head.value, describe, words), ...(head.gone ?? [])].filter(Boolean).join(" · ")}</blockquote>
    <button type="button" class="kit-button" aria-describedby="${headId}-${at}" @click=${moves(() => answer.choose(head.id))}>${words["form.choose_this"]}</button></section>`;

  function template() {
    const two = answer.phase === "two";
    const writing = answer.phase === "writing";
    const isDone = answer.phase === "done";
    // While something else is on disk, the learner first chooses between the two.
    const settled = !answer.elsewhere;
    const untouched = live && !answer.dirty && !answer.draftAt && Boolean(answer.head);
    done.setAttribute("aria-disabled", String(answer.empty));
    const actions = [
      settled && writing && ready(answer.value) && !untouched && done,
      settled && writing && answer.head && back,
      reopens && isDone && again,
      // An answer can be deleted while it is edited, without saving it first.
      settled && (isDone || (writing && answer.head)) && remove,
    ].filter(Boolean);
    // A text that is done has one line, which says who sees it and since when it is saved.
    const oneLine = isDone && !live;
    return html`<legend class="kit-title"><h3>${authorHtml(item.title)}</h3></legend>
      ${item.prompt ? html`<div class="kit-prompt">${authorHtml(item.prompt)}</div>` : nothing}
      ${checklist(answer)}${two || oneLine ? nothing : lane.above()}
      <p class="kit-small kit-put-back" role="status" ?hidden=${!answer.putBackAt}>${answer.putBackAt ? fill(words["form.put_back_here"], { time: clock(answer.putBackAt) }) : nothing}</p>
      ${answer.offered ? offer(answer.offered) : nothing}
      ${two ? html`<div class="kit-two"><p>${words["form.finished_twice"]}</p>${answer.heads.map(finished)}</div>` : nothing}
      ${answer.head?.asked && !two ? html`<p class="kit-small">${fill(words["form.asked_then"], { question: answer.head.asked })}</p>` : nothing}
      <div class="kit-answer" ?hidden=${live ? two : !writing}>${drawn(field)}</div>
      ${shown ? html`<div class="kit-shown" ?hidden=${!isDone}>${drawn(shown)}</div>` : nothing}
      <div class="kit-foot">${oneLine ? lane.line(line) : line}${writing ? drawn(count) : nothing}</div>
      ${likely.template()}${confirm.node.hidden ? html`<div class="kit-actions">${actions}</div>` : nothing}${confirm.node}`;
  }

  function render() {
    if (!confirm.node.hidden && askedOf !== answer.head?.id) {
      const inside = confirm.node.contains(document.activeElement);
      confirm.close();
      if (inside) line.focus({ preventScroll: true });
      return;
    }
    const from = set.contains(document.activeElement) && document.activeElement;
    renderState(line, answer);
    set.toggleAttribute("data-only-you", answer.lane === "private" && !answer.empty);
    draw(template(), set);
    onrender(answer);
    grown(set);
    // A late reply took the field or the button away, or moved the line.
    const lost = from instanceof HTMLElement && (!from.offsetParent || document.activeElement === document.body);
    if (lost && !focusNext && [from, document.body].includes(/** @type {HTMLElement} */ (document.activeElement))) line.focus({ preventScroll: true });
    if (focusNext && !answer.saving) {
      focusNext = answer.asked;
      /** @type {HTMLElement | null} */
      const target = answer.phase === "writing" ? set.querySelector(".kit-answer")?.querySelector("textarea, input, select, button") ?? null : line;
      const here = document.activeElement;
      const inSight = here instanceof HTMLElement && here.offsetParent;
      // A learner who has moved to another field stays there.
      if (!(inSight && (set.contains(here) || here.matches("textarea, input, select, button, a")))) (target || line).focus();
    }
  }
  return { node: set, render };
}
