// A checklist: boxes to tick, saved only for the learner, apart from the answer.

import { authorHtml } from "../author_html.js";
import { html, nothing } from "../vendor/lit-html.js";
import { live } from "../vendor/directives/live.js";

/** @param {Answer} answer */
export function checklist(answer) {
  const { item, kernel } = answer;
  /** @param {string} entry @param {boolean} checked */
  function tick(entry, checked) {
    answer.ticks = item.checklist.filter((one) => (one === entry ? checked : answer.ticks.includes(one)));
    kernel.ask({ type: "tick", item: item.id, value: answer.ticks }, {
      reply: (reply) => {
        // A box that was not saved must not look as if it were.
        if (!reply.ok) answer.ticks = answer.ticks.filter((one) => one !== entry);
        answer.changed();
      },
    });
  }
  return item.checklist.length ? html`<ul class="kit-checklist">${item.checklist.map((entry) => html`<li><label class="kit-to-tick"><input type="checkbox"
    .checked=${live(answer.ticks.includes(entry))} @change=${(/** @type {any} */ { target }) => tick(entry, target.checked)}><span>${authorHtml(entry)}</span></label></li>`)}</ul>` : nothing;
}
