// The question whether the learner takes the course alone or with a class. It is asked once, above the course's first
// step or on Home, and the answer can be changed on Home.

import { el } from "./dom.js";
import { HOME, position, WHOLE } from "./places.js";

/**
 * Whether a place shows the question: Home does, and so does the very first step. The course can go on unanswered.
 * @param {Course} course @param {Place} place
 */
export function asksAt(course, place) {
  const { number, step } = position(course, place);
  return place.view === HOME || (number === 0 && (step === 0 || place.view === WHOLE));
}

/**
 * Return what Home says to a learner who has answered, and the button to change the answer, if it can be changed.
 * @param {Words} words @param {Progress} progress
 * @returns {{ says: string | null, press: { label: string, alone: boolean } | null } | null}
 */
export function canChange(words, progress) {
  if (progress.alone === null) return null;
  // The button to join a class is below the text about dropping its invitation, so it needs no text of its own.
  if (progress.alone) return { says: null, press: { label: words["home.joins_class"], alone: false } };
  return progress.handed_in
    ? { says: words["home.stays_with_class"], press: null }
    : { says: words[progress.invitation ? "home.goes_alone_means" : "home.goes_alone_chosen"], press: { label: words["home.goes_alone"], alone: true } };
}

export class AloneOrClass {
  /** @param {Words} words @param {(alone: boolean) => Promise<boolean>} keep saves the answer; resolves to whether it was saved */
  constructor(words, keep) {
    this.words = words;
    this.keep = keep;
    this.node = el("div", { class: "kit-taken" });
    this.changed = el("div", { class: "kit-changed" });
    /** @type {boolean | null} the answer just given, until the learner goes to another place */
    this.answered = null;
    /** @type {string | undefined} a key of what is drawn now */
    this.drawn = undefined;
  }

  /** Forget the answer just given, because another place is shown. */
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
    // The pressed button no longer exists, so move the focus to the confirmation.
    else this.node.querySelector("p")?.focus();
  }
}
