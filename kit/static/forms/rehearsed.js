// Starts an empty reflection from the week's scene: only if the learner asks for it, and only in the field.

import { fill, fillWithCourse } from "../dom.js";
import { html, nothing } from "../vendor/lit-html.js";

/** Returns the text for the field: the line to say again, or a place for one, and what was never found out.
 * @param {Rehearsed} played @param {Words} words */
export function draftOf({ title, again, never }, words) {
  return [
    fill(words["rehearsed.from"], { title }),
    `${words["rehearsed.say_again"]} ${again}`.trim(),
    never.length ? `${words["rehearsed.never"]} ${never.join("; ")}.` : "",
  ].filter(Boolean).join("\n\n") + "\n";
}

/** Makes a button for each scene that was played and saved; gone as soon as the field has text.
 * @param {Answer} answer @param {HTMLTextAreaElement} area @param {Words} words */
export function startsFromScene(answer, area, words) {
  /** @type {Rehearsed[]} */
  let kept = [];

  /** @param {Rehearsed} played */
  function start(played) {
    if (!answer.empty) return;
    answer.input(draftOf(played, words));
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }
  const template = () => (kept.length && answer.phase === "writing" && answer.empty && !answer.offered ? html`<div class="kit-starts"><div class="kit-actions">
    ${kept.map((played) => html`<button type="button" class="kit-button kit-quiet" @click=${() => start(played)}>${fillWithCourse(words["rehearsed.start"], { title: played.title })}</button>`)}
    </div><p class="kit-small">${words["rehearsed.start_means"]}</p></div>` : nothing);
  const refresh = () => answer.kernel.ask({ type: "rehearsed" }, {
    reply: (reply) => {
      if (reply.ok) kept = reply.rehearsed;
      answer.changed();
    },
  });
  return { template, refresh };
}
