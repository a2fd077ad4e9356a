// One calm sentence under a cell that states a lack as a fact. The course is asked once the learner pauses; without
// a course nothing is shown.

import { el, say } from "./dom.js";

const NOTE_PAUSE = 1200;

/** @param {Answer} answer @param {HTMLTextAreaElement} area @returns {HTMLElement} */
export function liveNote(answer, area) {
  const line = el("p", { class: "kit-table-note", role: "status" });
  line.hidden = true;
  let asked = 0;
  /** @type {number | undefined} */
  let timer;
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      asked += 1;
      const turn = asked;
      const text = area.value;
      if (!text.trim()) return show("");
      return answer.kernel.ask({ type: "note", text }, {
        reply: (reply) => turn === asked && reply.ok && show(reply.caution),
      });
    }, NOTE_PAUSE);
  });
  /** @param {string} sentence */
  function show(sentence) {
    line.hidden = !sentence;
    say(line, sentence);
  }
  return line;
}
