// A table that opens with the learner's own words from an earlier one, to be changed here.

import { author, el, fillWithCourse } from "./dom.js";

/** The words come with a reply and are never part of the question. They are not saved here before something is changed
 * or Done is pressed.
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
    // What was private there does not become shared by being looked at again.
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
