// Parts of a finished answer that may identify somebody: shown next to it, before it goes anywhere.

import { fill } from "../dom.js";
import { html, nothing } from "../vendor/lit-html.js";

const MOST_NAMED = 8;
const TYPED = new Set(["prose", "plan", "table", "schedule", "scene"]);

/** Lists each part with what it looks like, in the same words as marking.py.
 * @param {Words} words @param {Marked[]} found */
export function markedWords(words, found) {
  const what = {
    name: words["likely.name"], birth_date: words["likely.birth_date"], phone: words["likely.phone"],
    email: words["likely.email"], address: words["likely.address"], id: words["likely.id"],
  };
  const more = found.length - MOST_NAMED;
  return [
    ...found.slice(0, MOST_NAMED).map((one) => fill(words["likely.one"], { words: one.words, what: what[one.kind] })),
    ...(more > 0 ? [fill(words["likely.more"], { count: more })] : []),
  ].join(" · ");
}

/** Makes the note under a shared answer. Private answers are checked as well, in case the learner shares them.
 * @param {Answer} answer @param {Spec} spec @param {string} kind the form's */
export function likelyNote(answer, spec, kind) {
  const { item, words } = answer;
  /** Null until the course has replied. @type {Marked[] | null} */
  let found = null;
  let looked = "";

  /** @param {string} id the answer that is looked at */
  function look(id) {
    looked = id;
    found = null;
    if (id) answer.kernel.ask({ type: "likely", item: item.id }, {
      reply: (reply) => {
        if (looked !== id) return;
        found = reply.ok ? reply.likely : [];
        answer.changed();
      },
    });
  }
  function template() {
    const id = (answer.phase === "done" && item.travels && !spec.alone && TYPED.has(kind) && answer.head?.id) || "";
    if (looked !== id) look(id);
    if (!id || answer.lane !== "shared" || (found && !found.length)) return nothing;
    // The element exists before its text, so that text put into it is read aloud.
    return html`<div class="kit-likely" role="status">${found && html`<p>${words["likely.look"]}</p><p class="kit-likely-words">${markedWords(words, found)}</p>
      <p class="kit-small">${item.firstGoes ? words["likely.first_goes"] : words["likely.change"]}</p><p class="kit-small">${words["likely.limits"]}</p>`}</div>`;
  }
  /** What is shown before a private answer is shared. */
  const beforeSharing = () => (found?.length ? [fill(words["likely.share"], { found: markedWords(words, found) }), words["likely.limits"]] : []);
  return { template, beforeSharing };
}
