// The line above both panes: what is being marked, how much is waiting, whether all is saved, what went wrong.

import { el, fill, say } from "../../forms/static/dom.js";
import { Gone } from "./server.js";
import { unsavedList } from "./unsaved.js";

const LOOK_AGAIN = 2500;

/** @param {DeskOpened} opened @param {import("./server.js").Server} server @param {() => void} help */
export function topBar(opened, server, help) {
  const { words } = opened;
  const waiting = el("span", { class: "waiting" });
  const across = el("span", { class: "across" });
  const saved = el("span", { class: "saved", text: words.saved });
  const spoken = el("p", { class: "spoken", role: "status" });
  const wrong = el("p", { class: "wrong", role: "alert" });
  const lost = unsavedList(opened);
  const node = el("header", { class: "bar" },
    el("h1", { text: opened.title }), waiting, across,
    el("span", { class: "rater", text: fill(opened.blind ? words.rater_blind : words.rater, { rater: opened.rater }) }),
    saved, spoken, el("button", { type: "button", class: "plain", onclick: help }, el("kbd", { text: "?" }), ` ${words.keys_short}`));
  /** @type {number | undefined} */
  let timer;
  let behind = "";
  let failed = "";
  /** The sentence that is shown while the desk doesn't answer. */
  let silence = "";
  function silent() {
    silence = [words.server_gone, server.unsaved ? words.unsaved : ""].join(" ").trim();
    bar.trouble(silence);
    lost.draw(server.waiting);
  }
  const shown = () => say(wrong, [failed, behind].filter(Boolean).join(" "));
  const bar = {
    node,
    wrong,
    lost: lost.node,
    /** @param {import("./state.js").State} state */
    draw(state) {
      const open = state.waiting.length;
      say(waiting, open ? fill(words.waiting, { open, all: state.order.length }) : fill(words.all_marked, { all: state.order.length }));
      const one = opened.criteria.find(({ id }) => id === state.across);
      say(across, one ? fill(words.across, { criterion: one.name }) : "");
    },
    /** @param {number} unsaved @param {boolean} gone */
    saving(unsaved, gone) {
      say(saved, unsaved ? fill(gone ? words.not_saved : words.saving, { count: unsaved }) : words.saved);
      saved.classList.toggle("not", gone && unsaved > 0);
      if (gone) silent();
      else {
        if (!unsaved) bar.trouble("", silence);
        if (!lost.node.hidden) lost.draw(server.waiting);
      }
    },
    /** @param {string} key @param {Record<string, any>} values */
    say(key, values) {
      spoken.classList.remove("refused");
      say(spoken, fill(words[key] ?? "", values));
    },
    /** Say why a key does nothing now. @param {string} sentence */
    refuse(sentence) {
      spoken.classList.add("refused");
      say(spoken, sentence);
    },
    /** Say why a request failed. @param {Error} fault */
    fault(fault) {
      if (fault instanceof Gone) silent();
      else bar.refuse(fault.message);
    },
    /** Say why the screen doesn't show what it should. @param {Error} fault */
    failed(fault) {
      if (fault instanceof Gone) silent();
      else bar.trouble(fault.message);
    },
    /** @param {string} sentence @param {string} [only] the only sentence that may be replaced; any, if left out */
    trouble(sentence, only) {
      if (only === undefined || failed === only) failed = sentence;
      shown();
    },
    /** @param {DeskGradebook} state */
    gradebook(state) {
      behind = state.waiting && state.sentence ? fill(words.gradebook_behind, { sentence: state.sentence })
        : state.left.join(" ");
      shown();
      clearTimeout(timer);
      if (state.waiting) timer = setTimeout(() => server.ask("gradebook").then(bar.gradebook, () => {}), LOOK_AGAIN);
    },
  };
  return bar;
}
