// A table that starts with the learner's own text from an earlier one, to be changed here.

import { author, el, fillWithCourse } from "./dom.js";

/** The text comes in a reply and is never part of the question. It is saved here only after a change or Done.
 * @param {Answer} answer @param {Words} words @returns {Form} */
export function startsFrom(answer, words) {
  const { item, kernel } = answer;
  /** @type {Kept | null} */
  let first = null;
  let begun = false;
  const line = el("p", { class: "kit-small kit-table-starts" });
  const title = el("span", {}, author(item.startsFrom)).textContent ?? "";

  function begin() {
    if (!first || begun || answer.phase !== "writing" || answer.deleted) return;
    begun = true;
    if (!answer.empty || answer.head || answer.draftAt) return;
    answer.value = first.value;
    // Text that was private there must not become shared here.
    if (first.lane === "private" && item.laneOpen) answer.lane = "private";
    answer.changed();
  }
  function render() {
    line.hidden = !item.startsFrom || answer.phase !== "writing" || (Boolean(first) && !begun);
    const said = fillWithCourse(first ? words["table.starts"] : words["table.starts_later"], { title });
    if (line.textContent !== el("p", {}, said).textContent) line.replaceChildren(...said);
    begin();
  }
  function refresh() {
    if (item.startsFrom)
      kernel.ask({ type: "earlier" }, {
        reply: (reply) => {
          first = (reply.ok && reply.heads?.[0]) || null;
          answer.changed();
        },
      });
  }
  return { node: line, render, refresh };
}
