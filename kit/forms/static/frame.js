// What stands around every field: the question, the lane, what was kept in this browser, two answers to choose
// from, the buttons, and the state line in its one place.

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

// Beside the three words the first of the sentence is for the ear alone.
/** @param {HTMLElement} line @param {Answer} answer */
function renderStateBeside(line, answer) {
  renderState(line, answer);
  const [first, ...rest] = (line.textContent || "").split(" · ");
  if (rest.length && ["writing", "done"].includes(answer.phase) && !answer.failure && !line.querySelector("span"))
    line.replaceChildren(el("span", { class: "kit-heard", text: `${first} · ` }), rest.join(" · "));
}

// Where the answer stands, in words; the state line says the same aloud. What lies in a file is handed in once that file
// was sent. Who has no class hands nothing in: what is done is in their workbook at once, and the third word says that.
/** @param {Spec} spec */
function stages({ words, alone }) {
  /** @type {Record<string, string>} */
  const names = { writing: words["stage.draft"], done: words["stage.done"], handed: words["stage.ready"] };
  const steps = Object.entries(names).map(([id, text]) => ({ id, step: el("li", { text }) }));
  const node = el("ol", { class: "kit-stages", "aria-hidden": "true" }, steps.map(({ step }) => step));
  /** @param {Answer} answer */
  const render = (answer) => {
    const travels = answer.item.travels && answer.lane === "shared";
    const at = answer.phase === "done" && (answer.head?.handed || alone) && travels ? "handed" : answer.phase;
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

// The field is shown while writing, `shown` when done; a `live` field is both. What is done opens again by a button, if it
// `reopens`; other live fields are just changed. `describe` says a value in words.
// `ready` says whether there can be Done at all, `refuse` gives the sentence that says what a value still lacks, `last` what is asked before Done. `settle` makes of
// a value what Done saves, `along` names what is deleted with it. `kind` is the shape that its values have.
/**
 * @param {Answer} answer
 * @param {Spec} spec
 * @param {{ kind: string, field: HTMLElement, shown?: HTMLElement | null, live?: boolean, reopens?: boolean, personal?: boolean,
 *   describe: (value: Value) => string, count?: HTMLElement | null, ready?: (value: Value) => boolean, refuse?: (value: Value) => string,
 *   settle?: (value: Value) => Value, last?: (() => string[]) | null, along?: () => { text: string[], remove: () => void } | null, onrender: (answer: Answer) => void }} body
 * @returns {Form}
 */
export function frame(answer, spec, { kind, field, shown = null, live = false, reopens = !live, personal = true, describe, count = null, ready = () => true, refuse = () => "", settle = (value) => value, last = null, along = () => null, onrender }) {
  const { item, words } = answer;
  const line = stateLine();
  const stage = stages(spec);
  const putBack = el("p", { class: "kit-small kit-put-back", role: "status" });
  const offer = el("div", { class: "kit-offer" });
  const two = el("div", { class: "kit-two" });
  let focusNext = false;
  /** The answer that a question is about. @type {string | undefined} */
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
    else if (last && !answer.empty) ask({ ...moves.finish, text: last() });
    else {
      if (!answer.empty) answer.value = settle(answer.value);
      answer.done();
    }
  }, "main");
  const again = press(live ? words["form.answer_again"] : words["form.write_again"], () => answer.again());
  const undo = press(words["form.undo"], () => answer.undo());
  const minute = el("p", { class: "kit-small kit-minute" });
  // What it promises is looked up before it is asked.
  const back = press(words["form.keep_saved"], () => answer.look(() => {
    if (answer.changedSince) ask(moves.keep_saved);
    else if (answer.head) answer.back();
  }));
  const remove = button(words["form.delete"], () => ask(moves.remove(answer.head?.lane ?? answer.lane)), "quiet");
  const actions = el("div", { class: "kit-actions" }, done, back, again, undo, remove);
  const moves = {
    finish: { question: words["form.done"], yes: words["form.done"], no: words["form.go_on"], act: () => answer.done() },
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
        text: [...new Set([...text, ...(answer.stands && !answer.undoable ? [words["form.delete_once_means"]] : []), ...(more?.text ?? [])])],
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
    el("div", { class: "kit-foot" }, line, count, stage.node), likely.node, minute, actions, confirm.node);
  confirm.node.addEventListener("kit:stay", () => {
    // Never Delete: what has the focus is pressed without thought.
    const places = [done, undo, again].filter((place) => !place.hidden);
    (places[0] || line).focus();
  });

  /** @param {import("./confirm.js").Move} move */
  function ask(move) {
    confirm.ask(move);
    askedOf = answer.head?.id;
    actions.hidden = true;
  }

  /** @param {Kept} kept */
  function offered(kept) {
    const here = kept.lost ? words["form.lost_here"] : words["form.kept_here"];
    return fill(kept === answer.offered ? here : words["form.other_window"], { time: clock(kept.at) });
  }

  function renderOffer() {
    const now = answer.offer;
    offer.hidden = !now;
    const drawn = now && `${now.at} ${answer.stands}`;
    if (!now || !drawn || offer.dataset.drawn === drawn) return;
    offer.dataset.drawn = drawn;
    offer.replaceChildren(
      el("p", {}, el("strong", { text: offered(now) })),
      el("blockquote", { text: valueWords(kind, now.value, describe, words) }),
      el("div", { class: "kit-actions" },
        // Beside an answer that stands they are there to be read and copied.
        answer.stands ? [] : press(words["form.use_kept"], () => answer.takeOffered(true), "main"),
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
    done.hidden = !writing || !ready(answer.value) || (live && !answer.dirty && !answer.draftAt && Boolean(answer.head));
    done.setAttribute("aria-disabled", answer.empty ? "true" : "false");
    back.hidden = !(writing && answer.head);
    again.hidden = !reopens || !isDone || item.locked;
    undo.hidden = !(isDone && answer.undoable);
    minute.hidden = !answer.stands || Boolean(answer.notNow);
    say(minute, answer.undoable ? words["form.undo_means"] : words["form.stands"]);
    // Whoever wants an answer back need not keep it first to delete it.
    remove.hidden = !(isDone || (writing && answer.head));
    onrender(answer);
    renderStateBeside(line, answer);
    stage.render(answer);
    likely.render();
    // A reply that comes late, or another window, took the field or the button away.
    const gone = drawnPhase !== answer.phase ? from instanceof HTMLElement && !from.offsetParent : from === undo && undo.hidden;
    drawnPhase = answer.phase;
    if (gone && !focusNext) line.focus({ preventScroll: true });
    if (focusNext && !answer.saving) {
      // The button that was pressed may be gone, now or once there is a reply: the eye and the screen reader go on where
      // the form does.
      focusNext = answer.asked;
      /** @type {HTMLElement | null} */
      const target = writing ? body.querySelector("textarea, input, select, button") : line;
      const here = document.activeElement;
      const inSight = here instanceof HTMLElement && here.offsetParent;
      // Whoever has gone on to another field meanwhile stays there.
      if (!(inSight && (set.contains(here) || here.matches("textarea, input, select, button, a")))) (target || line).focus();
    }
  }
  return { node: set, render };
}
