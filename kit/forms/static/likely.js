// Parts of a finished answer that may identify somebody: shown next to it, before it goes anywhere.

import { el, fill, say } from "./dom.js";

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
  const travels = () => item.travels && !spec.alone && TYPED.has(kind);
  /** Null until the course has replied. @type {Marked[] | null} */
  let found = null;
  let looked = "";
  const list = el("p", { class: "kit-likely-words" });
  const node = el("div", { class: "kit-likely", role: "status" });
  const inside = [
    el("p", { text: words["likely.look"] }), list,
    el("p", { class: "kit-small", text: item.firstGoes ? words["likely.first_goes"] : words["likely.change"] }),
    el("p", { class: "kit-small", text: words["likely.limits"] }),
  ];

  /** @param {string} id the answer that is looked at */
  function look(id) {
    looked = id;
    answer.kernel.ask({ type: "likely", item: item.id }, {
      reply: (reply) => {
        if (looked !== id) return;
        found = reply.ok ? reply.likely : [];
        show();
      },
    });
  }
  function show() {
    const here = travels() && answer.phase === "done" && answer.lane === "shared";
    const wanted = here && Boolean(found?.length);
    // The element exists before its text, so that text put into it is read aloud.
    node.hidden = !here || (found !== null && !wanted);
    say(list, wanted ? markedWords(words, found ?? []) : "");
    if (wanted !== node.hasChildNodes()) node.replaceChildren(...(wanted ? inside : []));
  }
  function render() {
    const id = answer.phase === "done" && travels() ? answer.head?.id ?? "" : "";
    if (!id) {
      looked = "";
      found = null;
    } else if (looked !== id) look(id);
    show();
  }
  /** What is shown before a private answer is shared. */
  const beforeSharing = () => (found?.length ? [fill(words["likely.share"], { found: markedWords(words, found) }), words["likely.limits"]] : []);
  return { node, render, beforeSharing };
}
