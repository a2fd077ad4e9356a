// What stands around every field: the question, the lane, what was kept in this browser, two answers to choose
// from, the buttons, and the state line in its one place.

import { author, button, el, freshId, say } from "./dom.js";
import { laneBox } from "./lane.js";
import { RECORDS, audience, clock, stateWords } from "./saying.js";

export function stateLine() {
  return el("p", { class: "kit-state", role: "status", tabindex: "-1" });
}

// Shown at every change; read aloud when something was saved or failed, not at every pause in typing.
export function tell(line, words, phase, quiet) {
  line.dataset.phase = phase;
  line.setAttribute("aria-live", quiet || line.dataset.told === words ? "off" : "polite");
  if (!quiet) line.dataset.told = words;
  say(line, words);
}

export function renderState(line, answer) {
  tell(line, stateWords(answer), answer.failure ? "failed" : answer.phase, answer.dirty && !answer.failure);
}

// body: { field, read, onphase(answer), describe(value) } — `field` is shown while writing, `read` when done.
export function frame(answer, spec, { field, shown = null, live = false, personal = true, describe, count = null, onrender }) {
  const { item } = answer;
  const lane = laneBox(answer, spec, { personal });
  const line = stateLine();
  const offer = el("div", { class: "kit-offer" });
  const two = el("div", { class: "kit-two" });
  const confirm = el("div", { class: "kit-confirm", role: "group" });
  confirm.hidden = true;
  let focusNext = false;
  const press = (words, act, kind) =>
    button(words, () => {
      focusNext = true;
      act();
    }, kind);

  const done = press("Done", () => answer.done(), "main");
  const again = press(live ? "Answer again" : "Write again", () => answer.again());
  const back = press("Keep the saved answer", () => answer.back());
  const share = button("Share this answer", () => ask("share"));
  const remove = button("Delete", () => ask("delete"));
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

  function ask(what) {
    const sharing = what === "share";
    confirm.replaceChildren(
      el("p", { text: sharing
        ? `This answer would go to your instructor when you hand in. ${RECORDS}`
        : "This answer is removed from the disk and cannot be brought back." }),
      el("div", { class: "kit-actions" },
        press(sharing ? "Share it" : "Delete it", () => {
          confirm.hidden = true;
          if (sharing) answer.share();
          else answer.remove();
        }, "main"),
        press("Keep it private", () => {
          confirm.hidden = true;
          render();
        })));
    confirm.setAttribute("aria-label", sharing ? "Share this answer?" : "Delete this answer?");
    confirm.hidden = false;
    actions.hidden = true;
    confirm.querySelector("button").focus();
  }

  function renderOffer() {
    offer.hidden = !answer.offered;
    if (!answer.offered || offer.dataset.at === answer.offered.at) return;
    offer.dataset.at = answer.offered.at;
    offer.replaceChildren(
      el("p", {}, el("strong", { text: `Kept in this browser, ${clock(answer.offered.at)}, and never saved:` })),
      el("blockquote", { text: describe(answer.offered.value) }),
      el("div", { class: "kit-actions" },
        press("Use these words", () => answer.takeOffered(), "main"),
        press("Throw them away", () => answer.dropOffered())));
  }

  function renderTwo() {
    two.hidden = answer.phase !== "two";
    if (two.hidden) return;
    two.replaceChildren(
      el("p", { text: "This was finished twice, on two computers or in two windows. Both are kept." }),
      ...answer.heads.map((head) => {
        const id = freshId("head");
        const choose = press("Choose this one", () => answer.choose(head.id));
        choose.setAttribute("aria-describedby", id);
        return el("section", { class: "kit-head" },
          el("p", { class: "kit-small", text: `Saved ${clock(head.at)}, ${audience(head.lane, item)}` }),
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
    done.hidden = !writing || (live && !answer.dirty && !answer.draftAt && answer.head);
    done.setAttribute("aria-disabled", answer.empty ? "true" : "false");
    back.hidden = !(writing && answer.head);
    again.hidden = live || !isDone || item.locked;
    const mine = isDone && answer.head.lane === "private";
    remove.hidden = !mine;
    share.hidden = !mine || !item.laneOpen || !item.travels;
    onrender(answer);
    renderState(line, answer);
    if (focusNext && !answer.saving) {
      // The button that was pressed may be gone: the eye and the screen reader go on where the form does.
      focusNext = false;
      const target = writing ? set.querySelector("textarea:not([hidden]), input:not([type=hidden])") : line;
      if (!set.contains(document.activeElement) || !document.activeElement.offsetParent) (target || line).focus();
    }
  }
  return { node: set, render, titleId };
}
