// Alone or with a class: asked once, over the course's first words or on Home, and changed later on Home.

import { el } from "./dom.js";
import { HOME, position, WHOLE } from "./places.js";

/**
 * Whether the question stands at a place: on Home, and over the first step of all. Nothing waits for its answer.
 * @param {Course} course @param {Place} place
 */
export function asksAt(course, place) {
  const { number, step } = position(course, place);
  return place.view === HOME || (number === 0 && (step === 0 || place.view === WHOLE));
}

/**
 * What Home says to somebody who has answered, and the way to change it, if there is one.
 * @param {Words} words @param {Progress} progress
 * @returns {{ says: string | null, press: { label: string, alone: boolean } | null } | null}
 */
export function canChange(words, progress) {
  if (progress.alone === null) return null;
  // What joins a class stands under the words of the place for its invitation.
  if (progress.alone) return { says: null, press: { label: words["home.joins_class"], alone: false } };
  return progress.handed_in
    ? { says: words["home.stays_with_class"], press: null }
    : { says: words[progress.invitation ? "home.goes_alone_means" : "home.goes_alone_chosen"], press: { label: words["home.goes_alone"], alone: true } };
}

export class AloneOrClass {
  /** @param {Words} words @param {(alone: boolean) => Promise<boolean>} keep whether it was kept */
  constructor(words, keep) {
    this.words = words;
    this.keep = keep;
    this.node = el("div", { class: "kit-taken" });
    this.changed = el("div", { class: "kit-changed" });
    /** @type {boolean | null} what was answered a moment ago */
    this.answered = null;
    /** @type {string | undefined} what is drawn */
    this.drawn = undefined;
  }

  /** Another place is shown: what was said of an answer is over. */
  leave() {
    this.answered = null;
  }

  /** @param {Progress | null} progress */
  render(progress) {
    const { words } = this;
    const drawn = JSON.stringify([progress?.alone, progress?.handed_in, this.answered, words["home.alone_or_class"]]);
    if (!progress || drawn === this.drawn) return;
    this.drawn = drawn;
    this.node.replaceChildren(...this.question(progress));
    const change = canChange(words, progress);
    this.changed.replaceChildren(...(change
      ? [el("p", {}, change.says), change.press && this.button(change.press.label, change.press.alone)].filter((one) => one !== null)
      : []));
  }

  /** @param {Progress} progress @returns {Node[]} */
  question({ alone }) {
    const { words, answered } = this;
    if (alone === null) {
      return [el("div", { class: "kit-asked", role: "region", "aria-labelledby": "kit-asked", "aria-describedby": "kit-asked-means" },
        el("p", { id: "kit-asked" }, words["home.alone_or_class"]),
        el("p", { id: "kit-asked-means" }, words["home.alone_or_class_means"]),
        el("p", { class: "kit-home-buttons" }, this.button(words["home.with_class"], false), this.button(words["home.by_myself"], true)))];
    }
    return answered === null ? [] : [el("p", { class: "kit-taken-line", role: "status", tabindex: "-1" },
      words[alone ? "home.took_alone" : "home.took_class"])];
  }

  /** @param {string} label @param {boolean} alone */
  button(label, alone) {
    return el("button", { type: "button", onclick: () => void this.answer(alone) }, label);
  }

  /** @param {boolean} alone */
  async answer(alone) {
    this.answered = alone;
    if (!(await this.keep(alone))) this.answered = null;
    // The button that was pressed is gone.
    else this.node.querySelector("p")?.focus();
  }
}
