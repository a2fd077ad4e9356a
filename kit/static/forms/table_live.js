// One calm sentence under a cell that states a lack as a fact. The course is asked once the learner pauses; without
// a course nothing is shown.

import { html, nothing } from "../vendor/lit-html.js";

const NOTE_PAUSE = 1200;

/** @typedef {ReturnType<typeof liveNotes>} LiveNotes @param {Answer} answer @param {() => void} draw */
export function liveNotes(answer, draw) {
  /** @type {Map<string, { typed: string, sentence: string, timer?: number }>} */
  const cells = new Map();
  /** @param {string} id the field's @param {string} typed */
  function typed(id, typed) {
    if (!answer.item.live) return;
    const cell = cells.get(id) ?? { typed, sentence: "" };
    clearTimeout(cell.timer);
    /** @param {string} sentence */
    const show = (sentence) => {
      if (cell.typed !== typed) return;
      cell.sentence = sentence;
      draw();
    };
    cell.typed = typed;
    cell.timer = setTimeout(() => (typed.trim()
      ? answer.kernel.ask({ type: "note", text: typed }, { reply: (reply) => reply.ok && show(reply.caution) }) : show("")), NOTE_PAUSE);
    cells.set(id, cell);
  }
  /** @param {string} id */
  const under = (id) => (answer.item.live
    ? html`<p class="kit-table-note" role="status" ?hidden=${!cells.get(id)?.sentence}>${cells.get(id)?.sentence ?? ""}</p>` : nothing);
  return { typed, under };
}
