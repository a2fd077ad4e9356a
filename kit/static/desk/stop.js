// The sheet over the desk while no key counts: a step was refused, or another window marks.

import { el, say } from "../dom.js";

/** @param {Record<string, string>} words */
export function stopSheet(words) {
  const why = el("p", { id: "desk-stopped" });
  const how = el("p", { class: "what" });
  const press = el("button", { type: "button", class: "press", onclick: () => void leave() });
  // The focus is on no button, since the next key was meant for the text.
  const node = el("dialog", { class: "sheet stop", role: "alertdialog", "aria-labelledby": "desk-stopped" },
    el("div", { tabindex: "-1", autofocus: true }, why, how), el("footer", {}, press));
  /** What the button does before the sheet closes, where Escape doesn't. @type {(() => Promise<void>) | null} */
  let first = null;

  async function leave() {
    const act = first;
    first = null;
    const went = await act?.().then(() => true, () => false);
    if (went === false) {
      first ??= act;
      say(how, words.silent);
    }
    // Meanwhile yet another window may have been opened.
    if (!first) node.close();
  }

  /** @param {string} sentence @param {string} more @param {string} label */
  function show(sentence, more, label) {
    say(why, sentence);
    say(how, more);
    say(press, label);
    if (!node.open) node.showModal();
  }

  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (!first) void leave();
  });
  return {
    node,
    /** @param {string} sentence */
    stop(sentence) {
      if (!first) show(sentence, words.stopped, words.close);
    },
    /** @param {() => Promise<void>} use what makes this the window that marks */
    elsewhere(use) {
      first = use;
      show(words.other_window, "", words.use_here);
    },
  };
}
