// A table that starts with the learner's own text from an earlier one, to be changed here.

import { fillWithCourse } from "../dom.js";
import { plain } from "./table_cell.js";
import { html, nothing } from "../vendor/lit-html.js";

/** The text comes in a reply and is never part of the question. It is saved here only after a change or Done.
 * @param {Answer} answer */
export function startsFrom(answer) {
  const { item, kernel, words } = answer;
  /** @type {Kept | null} */
  let first = null;
  let begun = false;
  function begin() {
    if (!first || begun || answer.phase !== "writing" || answer.deleted) return;
    begun = true;
    if (!answer.empty || answer.head || answer.draftAt) return;
    answer.value = first.value;
    // Text that was private there must not become shared here.
    if (first.lane === "private" && item.laneOpen) answer.lane = "private";
    answer.changed();
  }
  const line = () => (item.startsFrom && answer.phase === "writing" && (!first || begun)
    ? html`<p class="kit-small kit-table-starts">${fillWithCourse(first ? words["table.starts"] : words["table.starts_later"], { title: plain(item.startsFrom) })}</p>` : nothing);
  function refresh() {
    if (item.startsFrom)
      kernel.ask({ type: "earlier" }, {
        reply: (reply) => {
          first = (reply.ok && reply.heads?.[0]) || null;
          answer.changed();
        },
      });
  }
  return { line, begin, refresh };
}
