// "Tell my instructor that I played this": a separate line, sent only if the box is ticked. It is saved as soon as
// the path is; until then the tick is kept as a draft.

import { html, nothing } from "../vendor/lit-html.js";
import { live } from "../vendor/directives/live.js";
import { byItself } from "./scene_end.js";

/** @param {Answer} answer of the line @param {Answer} scene @param {Words} words */
export function playedLine(answer, scene, words) {
  const send = byItself(answer);
  /** @param {boolean} ticked */
  function tick(ticked) {
    answer.input(ticked ? { played: true } : null);
    if (!answer.saving) answer.draft();
  }
  /** @param {boolean} ended */
  function draw(ended) {
    if (answer.phase === "opening" || !(ended || (answer.head && !scene.head))) return nothing;
    return html`<div class="kit-played">
      <label class="kit-row" ?hidden=${Boolean(answer.head)}><input type="checkbox" .checked=${live(!answer.empty)} @change=${(/** @type {Event} */ { target }) => tick(/** @type {HTMLInputElement} */ (target).checked)}>
        <span>${words["scene.tell_played"]}</span></label>
      <div class="kit-told-played" ?hidden=${!answer.head}><p>${words["scene.told_played"]}</p>
        <button type="button" class="kit-button kit-quiet" @click=${() => answer.remove()}>${words["scene.take_back_played"]}</button></div></div>`;
  }
  return {
    draw,
    sendIfKept() {
      if (answer.phase !== "opening" && scene.head && !answer.head && !answer.empty && !answer.saving && !answer.failure) send();
    },
    /** Returns what is deleted with the path, and what stays where it was sent. */
    along() {
      if (!answer.head) return answer.empty ? null : { text: [], remove: () => tick(false) };
      const { handed, sent } = answer.head;
      return { text: [words["scene.delete_played"], ...(handed || sent ? [words["form.out_of_reach"]] : [])], remove: () => answer.remove() };
    },
  };
}
