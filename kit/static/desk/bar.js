// The line above both panes: what is being marked, how much is waiting, whether all is saved, what went wrong.

import { el, fill, say } from "../dom.js";
import { Gone, NotTaken } from "./server.js";
import { needed, unsavedList } from "./unsaved.js";

/** @param {DeskOpened} opened @param {import("./server.js").Server} server @param {() => void} help */
export function topBar(opened, server, help) {
  const { words } = opened;
  const waiting = el("span", { class: "waiting" });
  const across = el("span", { class: "across" });
  const saved = el("span", { class: "saved", text: words.saved });
  const spoken = el("p", { class: "spoken", role: "status" });
  const wrong = el("div", { class: "wrong", role: "alert" });
  const lost = unsavedList(opened);
  const node = el("header", { class: "bar" },
    el("h1", { text: opened.title }), waiting, across,
    el("span", { class: "rater", text: fill(opened.blind ? words.rater_blind : words.rater, { rater: opened.rater }) }),
    saved, spoken, el("button", { type: "button", class: "plain", onclick: help }, el("kbd", { text: "?" }), ` ${words.keys_short}`));
  let failed = "";
  /** What is shown while the desk doesn't answer. */
  let silence = "";
  /** What is said of the list of unsaved steps, right above it. */
  let listed = "";
  let drawn = "";
  function shown() {
    const notices = [silence, failed, listed].filter(Boolean);
    const now = notices.join("\n");
    if (now === drawn) return;
    drawn = now;
    wrong.replaceChildren(...notices.map((text) => el("p", { text })));
  }
  const silent = () => (server.ended ? words.ended : words.silent);
  const bar = {
    node,
    wrong,
    lost: lost.node,
    /** @param {import("./state.js").State} state */
    draw(state) {
      const open = state.waiting.length;
      const one = opened.criteria.find(({ id }) => id === state.across);
      say(waiting, fill(open ? words.waiting : one ? words.across_all_marked : words.all_marked,
        { open, all: state.order.length, criterion: one?.name }));
      say(across, one ? fill(words.across, { criterion: one.name }) : "");
    },
    /** @param {number} unsaved @param {boolean} gone */
    saving(unsaved, gone) {
      const count = needed(server.waiting).length;
      if (gone) say(saved, count ? fill(words.not_saved, { count }) : words.no_answer);
      else say(saved, unsaved ? words.saving : words.saved);
      saved.classList.toggle("not", gone);
      if (gone) {
        silence = server.ended ? words.server_ended : words.server_gone;
        listed = count ? (server.ended ? words.unsaved_ended : words.unsaved) : "";
      } else if (!unsaved) silence = listed = "";
      shown();
      if (gone || !lost.node.hidden) lost.draw(server.waiting);
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
      if (!(fault instanceof NotTaken)) bar.refuse(fault instanceof Gone ? silent() : fault.message);
    },
    /** Say why the screen doesn't show what it should. @param {Error} fault */
    failed(fault) {
      if (fault instanceof Gone) bar.refuse(silent());
      else if (!(fault instanceof NotTaken)) {
        failed = fault.message;
        shown();
      }
    },
  };
  return bar;
}
