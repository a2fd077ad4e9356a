// A path is saved when it ends, so that the screen shows what is on disk. Another path replaces the saved one only
// if the learner says so.

import { same } from "../forms/answer.js";
import { html, nothing } from "../vendor/lit-html.js";
import { live } from "../vendor/directives/live.js";

/** @param {Value} value */
const wayOf = ({ voice, year, path = [] }) => [voice, year, path.map((/** @type {Taken} */ { turn, choice, typed }) => [turn, choice, typed])];

/** Returns whether two values hold the same path, ignoring what is answered about it afterwards.
 * @param {Value} one @param {Value} other */
export const sameWay = (one, other) => Boolean(one && other) && same(wayOf(one), wayOf(other));

/** Returns whether the path is saved automatically: the first one that ended, or the saved one with another answer
 * about it. Text waiting in this browser is offered first.
 * @param {Pick<Answer, "phase" | "saving" | "failure" | "offered" | "head" | "value">} answer @param {boolean} ended */
export function savesItself({ phase, saving, failure, offered, head, value }, ended) {
  if (!ended || phase !== "writing" || saving || failure || offered) return false;
  return !head || (sameWay(head.value, value) && !same(head.value, value));
}

/** Saves automatically, and once more when the course replies again; after that the learner has to press Done.
 * @param {Answer} answer */
export function byItself(answer) {
  /** @type {Value} */
  let tried;
  let times = 0;
  return () => {
    if (tried !== answer.value) times = 0;
    tried = answer.value;
    if (times === 2) return;
    times += 1;
    answer.done();
  };
}

/** "Tell my instructor that I played this": a separate line, sent only if the box is ticked. It is saved as soon as
 * the path is; until then the tick is kept as a draft.
 * @param {Answer} answer of the line @param {Answer} scene @param {Words} words */
export function playedLine(answer, scene, words) {
  const send = byItself(answer);
  /** @param {boolean} ticked */
  function tick(ticked) {
    answer.input(ticked ? { played: true } : null);
    if (!answer.saving) answer.draft();
  }
  return {
    /** @param {boolean} ended */
    draw: (ended) => (answer.phase === "opening" || !(ended || (answer.head && !scene.head)) ? nothing : html`<div class="kit-played">
      <label class="kit-row" ?hidden=${Boolean(answer.head)}><input type="checkbox" .checked=${live(!answer.empty)} @change=${(/** @type {any} */ { target }) => tick(target.checked)}>
        <span>${words["scene.tell_played"]}</span></label>
      <div class="kit-told-played" ?hidden=${!answer.head}><p>${words["scene.told_played"]}</p>
        <button type="button" class="kit-button kit-quiet" @click=${() => answer.remove()}>${words["scene.take_back_played"]}</button></div></div>`),
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
