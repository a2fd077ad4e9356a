// The parts around every field: the question, the lane, text kept in this browser, two answers to choose from, the
// buttons, and the state line.

import { author, button, el, fill, freshId, say } from "./dom.js";
import { checklist } from "./checklist.js";
import { confirmBox } from "./confirm.js";
import { likelyNote } from "./likely.js";
import { laneLine } from "./lane.js";
import { valueWords } from "./shape.js";
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
  line.toggleAttribute("data-unsaved", answer.dirty || answer.saving);
  const phase = answer.notNow ? "unanswered" : answer.phase;
  tell(line, stateWords(answer), answer.failure ? "failed" : phase, answer.dirty && !answer.failure);
}

// Next to the three stages, the first part of the sentence is only for screen readers.
/** @param {HTMLElement} line @param {Answer} answer */
function renderStateBeside(line, answer) {
  renderState(line, answer);
  const [first, ...rest] = (line.textContent || "").split(" · ");
  if (rest.length && ["writing", "done"].includes(answer.phase) && !answer.failure && !line.querySelector("span"))
    line.replaceChildren(el("span", { class: "kit-heard", text: `${first} · ` }), rest.join(" · "));
}

// The answer's stage in words; the state line says the same aloud. An answer counts as handed in once its file was
// sent. A learner without a class hands nothing in, so there is no third stage.
/** @param {Spec} spec */
function stages(spec) {
  const { words } = spec;
  /** @type {Record<string, string>} */
  const names = { writing: words["stage.draft"], done: words["stage.done"], handed: words["stage.ready"] };
  const steps = Object.entries(names).map(([id, text]) => ({ id, step: el("li", { text }) }));
  const node = el("ol", { class: "kit-stages", "aria-hidden": "true" }, steps.map(({ step }) => step));
  /** @param {Answer} answer */
  const render = (answer) => {
    const travels = answer.item.travels && answer.lane === "shared" && !spec.alone;
    const at = answer.phase === "done" && answer.head?.handed && travels ? "handed" : answer.phase;
    node.hidden = !(at in names);
    const nothing = at === "writing" && answer.empty && !answer.draftAt && !answer.head;
    for (const { id, step } of steps) {
      step.dataset.now = String(id === at && !nothing);
      if (id === "handed") say(step, answer.head?.sent && id === at ? words["stage.handed_in"] : words["stage.ready"]);
      step.hidden = id === "handed" && !travels;
    }
  };
  return { node, render };
}

// The field is shown while writing, `shown` when done; a `live` field is always shown. A finished answer is
// reopened with a button if it `reopens`; other live fields can just be changed. `describe` puts a value into
// words. `ready` says whether Done is possible, and `refuse` returns a sentence about what a value still lacks.
// `settle` turns a value into the one that Done saves, and `along` names what is deleted with it. `kind` is the form
// of its values.
/**
 * @param {Answer} answer
 * @param {Spec} spec
 * @param {{ kind: string, field: HTMLElement, shown?: HTMLElement | null, live?: boolean, reopens?: boolean, personal?: boolean,
 *   describe: (value: Value) => string, count?: HTMLElement | null, ready?: (value: Value) => boolean, refuse?: (value: Value) => string,
 *   settle?: (value: Value) => Value, along?: () => { text: string[], remove: () => void } | null, onrender: (answer: Answer) => void }} body
 * @returns {Form}
 */
export function frame(answer, spec, { kind, field, shown = null, live = false, reopens = !live, personal = true, describe, count = null, ready = () => true, refuse = () => "", settle = (value) => value, along = () => null, onrender }) {
  const { item, words } = answer;
  const line = stateLine();
  const stage = stages(spec);
  const putBack = el("p", { class: "kit-small kit-put-back", role: "status" });
  const offer = el("div", { class: "kit-offer" });
  const two = el("div", { class: "kit-two" });
  let focusNext = false;
  /** The answer that a confirmation question is about. @type {string | undefined} */
  let askedOf;
  /** The phase that was drawn last. */
  let drawnPhase = answer.phase;
  /** @param {string} label @param {() => void} act @param {string} [kind] */
  const press = (label, act, kind) =>
    button(label, () => {
      focusNext = true;
      act();
    }, kind);
  const confirm = confirmBox(press, () => {
    actions.hidden = false;
    render();
  });
  const lane = laneLine(answer, spec, { personal, move: (to) => ask(to === "private" ? moves.make_private : moves.share()) });

  const done = press(words["form.done"], () => {
    const lacking = !answer.empty && refuse(answer.value);
    if (lacking) answer.nudge(lacking);
    else {
      if (!answer.empty) answer.value = settle(answer.value);
      answer.done();
    }
  }, "main");
  const again = press(live ? words["form.answer_again"] : words["form.write_again"], () => answer.again());
  const back = press(words["form.keep_saved"], () => (answer.changedSince ? ask(moves.keep_saved) : answer.back()));
  const remove = button(words["form.delete"], () => ask(moves.remove(answer.head?.lane ?? answer.lane)), "quiet");
  const actions = el("div", { class: "kit-actions" }, done, back, again, remove);
  const moves = {
    share: () => ({
      question: words["form.share_question"], yes: words["form.share_it"], no: words["form.keep_private"],
      text: [words["form.share_means"], words["lane.records_and_names"], ...likely.beforeSharing()], act: () => answer.share(),
    }),
    make_private: {
      question: words["form.private_question"], yes: words["form.private_it"], no: words["form.keep_shared"],
      text: [words["form.private_means"], words["form.out_of_reach"]], act: () => answer.makePrivate(),
    },
    keep_saved: {
      question: words["form.keep_saved_question"], yes: words["form.keep_saved"], no: words["form.go_on"], main: false,
      text: [words["form.keep_saved_means"]], act: () => answer.back(),
    },
    /** @param {Lane} from */
    remove: (from) => {
      const more = along();
      const text = from === "shared" ? [words["form.delete_shared_means"], words["form.out_of_reach"]] : [words["form.delete_means"]];
      return {
        question: words["form.delete_question"], yes: words["form.delete_it"], no: words["form.keep_it"], main: false,
        text: [...new Set([...text, ...(more?.text ?? [])])],
        act: () => {
          answer.remove();
          more?.remove();
        },
      };
    },
  };

  const list = checklist(answer);
  const likely = likelyNote(answer, spec, kind);
  const then = el("p", { class: "kit-small" });
  const body = el("div", { class: "kit-answer" }, field);
  const set = el("fieldset", { class: "kit-question" },
    el("legend", { class: "kit-title" }, el("h3", {}, author(item.title))),
    item.prompt ? el("div", { class: "kit-prompt" }, author(item.prompt)) : null,
    list.node, lane.node, putBack, offer, two, then, body, shown,
    el("div", { class: "kit-foot" }, line, count, stage.node), likely.node, actions, confirm.node);
  confirm.node.addEventListener("kit:stay", () => {
    // Never Delete: a focused button is easily pressed by mistake.
    const places = [done, again].filter((place) => !place.hidden);
    (places[0] || line).focus();
  });

  /** @param {import("./confirm.js").Move} move */
  function ask(move) {
    confirm.ask(move);
    askedOf = answer.head?.id;
    actions.hidden = true;
  }

  function renderOffer() {
    const now = answer.offered;
    offer.hidden = !now;
    if (!now || offer.dataset.drawn === now.at) return;
    offer.dataset.drawn = now.at;
    offer.replaceChildren(
      el("p", {}, el("strong", { text: fill(now.lost ? words["form.lost_here"] : words["form.kept_here"], { time: clock(now.at) }) })),
      el("blockquote", { text: valueWords(kind, now.value, describe, words) }),
      el("div", { class: "kit-actions" },
        press(words["form.use_kept"], () => answer.takeOffered(true), "main"),
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
          el("blockquote", { id, text: [valueWords(kind, head.value, describe, words), ...(head.gone ?? [])].filter(Boolean).join(" · ") }), choose);
      }));
  }

  function render() {
    if (!confirm.node.hidden && askedOf !== answer.head?.id) {
      const inside = confirm.node.contains(document.activeElement);
      confirm.close();
      if (inside) line.focus({ preventScroll: true });
      return;
    }
    const from = set.contains(document.activeElement) && document.activeElement;
    const writing = answer.phase === "writing";
    const isDone = answer.phase === "done";
    lane.render();
    list.render();
    putBack.hidden = !answer.putBackAt;
    say(putBack, answer.putBackAt ? fill(words["form.put_back_here"], { time: clock(answer.putBackAt) }) : "");
    renderOffer();
    renderTwo();
    then.hidden = !answer.head?.asked || answer.phase === "two";
    say(then, answer.head?.asked ? fill(words["form.asked_then"], { question: answer.head.asked }) : "");
    body.hidden = live ? answer.phase === "two" : !writing;
    if (shown) shown.hidden = !isDone;
    if (count) count.hidden = !writing;
    // While something else is on disk, the learner first chooses between the two.
    const settled = !answer.elsewhere;
    done.hidden = !settled || !writing || !ready(answer.value) || (live && !answer.dirty && !answer.draftAt && Boolean(answer.head));
    done.setAttribute("aria-disabled", answer.empty ? "true" : "false");
    back.hidden = !(settled && writing && answer.head);
    again.hidden = !reopens || !isDone;
    // An answer can be deleted while it is edited, without saving it first.
    remove.hidden = !(settled && (isDone || (writing && answer.head)));
    onrender(answer);
    renderStateBeside(line, answer);
    set.toggleAttribute("data-only-you", answer.lane === "private" && !answer.empty);
    stage.render(answer);
    likely.render();
    // A late reply took the field or the button away.
    const gone = drawnPhase !== answer.phase && from instanceof HTMLElement && !from.offsetParent;
    drawnPhase = answer.phase;
    if (gone && !focusNext) line.focus({ preventScroll: true });
    if (focusNext && !answer.saving) {
      // The button that was pressed may disappear, now or after a reply: the focus then moves to where the form
      // continues.
      focusNext = answer.asked;
      /** @type {HTMLElement | null} */
      const target = writing ? body.querySelector("textarea, input, select, button") : line;
      const here = document.activeElement;
      const inSight = here instanceof HTMLElement && here.offsetParent;
      // A learner who has moved to another field stays there.
      if (!(inSight && (set.contains(here) || here.matches("textarea, input, select, button, a")))) (target || line).focus();
    }
  }
  return { node: set, render };
}
