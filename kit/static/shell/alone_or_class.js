// The question whether the learner takes the course alone or with a class. It is asked on Home, and where something
// would be handed in; the answer can be changed on Home.

import { html, nothing } from "../vendor/lit-html.js";
import { HOME, position, WHOLE } from "./places.js";

/** Whether the question belongs at a place. The course can go on unanswered. @param {Course} course @param {Place} place */
export function asksAt(course, place) {
  const { week, step } = position(course, place);
  return place.view === HOME || Boolean(place.view === WHOLE ? week?.steps.some((one) => one.hands_in) : week?.steps[step]?.hands_in);
}

/**
 * Return what Home says to a learner who has answered, and the key and the answer of the button to change it, if it
 * can be changed.
 * @param {Progress} progress @returns {{ says?: string, label?: string, alone?: boolean } | null}
 */
export function canChange({ alone, sent, invitation }) {
  if (alone === null) return null;
  // The button to join a class is below the text about dropping its invitation, so it needs no text of its own.
  if (alone) return { label: "home.joins_class", alone: false };
  return sent ? { says: "home.stays_with_class" }
    : { says: invitation ? "home.goes_alone_means" : "home.goes_alone_chosen", label: "home.goes_alone", alone: true };
}

/** @typedef {(alone: boolean) => void} Answer */

/** Draw the question, or the confirmation of the answer just given.
 * @param {Words} words @param {Progress | null} progress @param {boolean} answered @param {Answer} answer */
export function aloneOrClass(words, progress, answered, answer) {
  if (!progress) return nothing;
  if (progress.alone !== null) return answered ? html`<p class="kit-taken-line" role="status" tabindex="-1">${words[progress.alone ? "home.took_alone" : "home.took_class"]}</p>` : nothing;
  return html`<div class="kit-asked" role="region" aria-labelledby="kit-asked" aria-describedby="kit-asked-means">
    <p id="kit-asked">${words["home.alone_or_class"]}</p><p id="kit-asked-means">${words["home.alone_or_class_means"]}</p>
    <p class="kit-home-buttons"><button type="button" @click=${() => answer(false)}>${words["home.with_class"]}</button>
      <button type="button" @click=${() => answer(true)}>${words["home.by_myself"]}</button></p></div>`;
}

/** @param {Words} words @param {Progress | null} progress @param {Answer} answer */
export function changedOnHome(words, progress, answer) {
  const { says, label, alone } = (progress && canChange(progress)) ?? {};
  return html`<div class="kit-changed">${says ? html`<p>${words[says]}</p>` : nothing}${
    label ? html`<button type="button" @click=${() => answer(alone === true)}>${words[label]}</button>` : nothing}</div>`;
}
