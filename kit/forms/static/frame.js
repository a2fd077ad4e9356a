// What stands around every field: the question, the lane, what was kept in this browser, two answers to choose
// from, the buttons, and the state line in its one place.

import { author, button, el, fill, freshId, say } from "./dom.js";
import { laneBox } from "./lane.js";
import { audience, clock, stateWords } from "./state_words.js";

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
  tell(line, stateWords(answer), answer.failure ? "failed" : answer.phase, answer.dirty && !answer.failure);
}

// body: { field, read, onphase(answer), describe(value) } — `field` is shown while writing, `read` when done.
/**
 * @param {Answer} answer
 * @param {Spec} spec
 * @param {{ field: HTMLElement, shown?: HTMLElement | null, live?: boolean, personal?: boolean,
 *   describe: (value: Value) => string, count?: HTMLElement | null, onrender: (answer: Answer) => void }} body
 * @returns {Form & { titleId: string }}
 */
export function frame(answer, spec, { field, shown = null, live = false, personal = true, describe, count = null, onrender }) {
  const { item, words } = answer;
  const lane = laneBox(answer, spec, { personal });
  const line = stateLine();
  const offer = el("div", { class: "kit-offer" });
  const two = el("div", { class: "kit-two" });
  const confirm = el("div", { class: "kit-confirm", role: "group" });
  confirm.hidden = true;
  let focusNext = false;
  /** @param {string} label @param {() => void} act @param {string} [kind] */
  const press = (label, act, kind) =>
    button(label, () => {
      focusNext = true;
      act();
    }, kind);

  const done = press(words["form.done"], () => answer.done(), "main");
  const again = press(live ? words["form.answer_again"] : words["form.write_again"], () => answer.again());
  const back = press(words["form.keep_saved"], () => answer.back());
  const share = button(words["form.share"], () => ask("share"));
  const remove = button(words["form.delete"], () => ask("delete"));
  const actions = el("div", { class: "kit-actions" }, done, back, again, share, remove);

  const titleId = freshId("title");
  const set = el("fieldset", { class: "kit-question" },
    el("legend", { id: titleId, class: "kit-title" }, author(item.title)),
    item.prompt ? el("div", { class: "kit-prompt" }, author(item.prompt)) : null,
    item.checklist.length
      ? el("ul", { class: "kit-checklist" }, item.checklist.map((entry) => el("li", {}, author(entry))))
      : null,
    lane.node, offer, two, field, shown,
    el("div", { class: "kit-foot" }, line, count), actions, confirm);

  /** @param {"share" | "delete"} what */
  function ask(what) {
    const sharing = what === "share";
    confirm.replaceChildren(
      el("p", { text: sharing
        ? `${words["form.share_means"]} ${words["lane.records_and_names"]}`
        : words["form.delete_means"] }),
      el("div", { class: "kit-actions" },
        press(sharing ? words["form.share_it"] : words["form.delete_it"], () => {
          confirm.hidden = true;
          if (sharing) answer.share();
          else answer.remove();
        }, "main"),
        press(words["form.keep_private"], () => {
          confirm.hidden = true;
          render();
        })));
    confirm.setAttribute("aria-label", sharing ? words["form.share_question"] : words["form.delete_question"]);
    confirm.hidden = false;
    actions.hidden = true;
    confirm.querySelector("button")?.focus();
  }

  /** @param {Kept} kept */
  function offered(kept) {
    return fill(kept.lost ? words["form.lost_here"] : words["form.kept_here"], { time: clock(kept.at) });
  }

  function renderOffer() {
    offer.hidden = !answer.offered;
    if (!answer.offered || offer.dataset.at === answer.offered.at) return;
    offer.dataset.at = answer.offered.at;
    offer.replaceChildren(
      el("p", {}, el("strong", { text: offered(answer.offered) })),
      el("blockquote", { text: describe(answer.offered.value) }),
      el("div", { class: "kit-actions" },
        press(words["form.use_kept"], () => answer.takeOffered(), "main"),
        press(words["form.drop_kept"], () => answer.dropOffered())));
  }

  function renderTwo() {
    two.hidden = answer.phase !== "two";
    if (two.hidden) return;
    two.replaceChildren(
      el("p", { text: words["form.finished_twice"] }),
      ...answer.heads.map((head) => {
        const id = freshId("head");
        const choose = press(words["form.choose_this"], () => answer.choose(head.id));
        choose.setAttribute("aria-describedby", id);
        return el("section", { class: "kit-head" },
          el("p", { class: "kit-small", text: fill(words["state.saved"], { time: clock(head.at), audience: audience(words, head.lane, item) }) }),
          head.later ? el("p", { class: "kit-small", text: words["form.goes_on"] }) : null,
          el("blockquote", { id, text: describe(head.value) }), choose);
      }));
  }

  function render() {
    const writing = answer.phase === "writing";
    const isDone = answer.phase === "done";
    lane.render();
    renderOffer();
    renderTwo();
    field.hidden = live ? answer.phase === "two" : !writing;
    if (shown) shown.hidden = !isDone;
    if (count) count.hidden = !writing;
    if (confirm.hidden || !isDone) {
      confirm.hidden = true;
      actions.hidden = false;
    }
    done.hidden = !writing || (live && !answer.dirty && !answer.draftAt && Boolean(answer.head));
    done.setAttribute("aria-disabled", answer.empty ? "true" : "false");
    back.hidden = !(writing && answer.head);
    again.hidden = live || !isDone || item.locked;
    const mine = isDone && answer.head?.lane === "private";
    remove.hidden = !mine;
    share.hidden = !mine || !item.laneOpen || !item.travels;
    onrender(answer);
    renderState(line, answer);
    if (focusNext && !answer.saving) {
      // The button that was pressed may be gone: the eye and the screen reader go on where the form does.
      focusNext = false;
      /** @type {HTMLElement | null} */
      const target = writing ? set.querySelector("textarea:not([hidden]), input:not([type=hidden])") : line;
      const here = document.activeElement;
      if (!(here instanceof HTMLElement && set.contains(here) && here.offsetParent)) (target || line).focus();
    }
  }
  return { node: set, render, titleId };
}
