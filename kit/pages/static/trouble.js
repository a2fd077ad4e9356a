// Say when the course doesn't answer, look whether it is back, and then go on without a reload.

import { timeInWords, fill } from "../shell/dom.js";
import { message } from "../shell/message.js";

/** A page that is being left stops its requests; only one that stays says anything. In milliseconds. */
const PATIENCE = 500;

/** @type {Record<string, string>} the message for a fault of the host */
const KEYS = { anew: "shell.started_anew", unknown: "shell.unknown_window" };

export class Trouble {
  /**
   * @param {import("./hosts/server.js").ServerHost} host @param {Words} words
   * @param {HTMLElement} place the element for messages
   * @param {() => void} back called when the course answers again
   */
  constructor(host, words, place, back) {
    this.host = host;
    this.words = words;
    this.place = place;
    this.back = back;
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {Promise<void> | undefined} */
    this.trying = undefined;
    host.failed = () => this.look();
    const again = () => void (this.isSaid() && this.tryAgain());
    // Another window of this browser learns the course's new token when it starts again.
    for (const sign of ["online", "focus", "storage"]) window.addEventListener(sign, again);
  }

  /** Whether the page says that the course doesn't answer. */
  isSaid() {
    return Boolean(this.place.dataset.key);
  }

  /** Look again after a moment, and say what is wrong if it still is. */
  look() {
    clearTimeout(this.timer);
    if (!this.isSaid() && !this.trying) this.timer = setTimeout(() => void this.tryAgain(), PATIENCE);
  }

  /** @param {string} key @param {Record<string, string>} [values] */
  say(key, values = {}) {
    const text = fill(this.words[key], values);
    if (this.place.dataset.key === key && !values.time) return;
    this.place.dataset.key = key;
    this.place.replaceChildren(message({ text, presses: [{ label: this.words["shell.try_again"], act: () => this.pressed() }] }));
  }

  async pressed() {
    await this.tryAgain(true);
    // The pressed button was replaced by another one.
    if (document.activeElement === document.body) this.place.querySelector("button")?.focus();
  }

  /** Try one at a time. @param {boolean} [pressed] whether the learner asked for it @returns {Promise<void>} */
  tryAgain(pressed = false) {
    this.trying ??= this.mend(pressed).finally(() => { this.trying = undefined; });
    return this.trying;
  }

  /** @param {boolean} pressed */
  async mend(pressed) {
    try {
      await this.host.ask("progress");
    } catch (fault) {
      const key = KEYS[/** @type {Error} */ (fault).message] ?? "shell.gone";
      // Include the time; a second answer in the same words would look like none.
      if (key === "shell.gone" && pressed) this.say("shell.still_gone", { time: timeInWords(new Date()) });
      else if (this.place.dataset.key !== "shell.still_gone" || key !== "shell.gone") this.say(key);
      return;
    }
    if (this.isSaid()) {
      delete this.place.dataset.key;
      this.place.replaceChildren();
    }
    this.back();
    window.dispatchEvent(new CustomEvent("kit:back"));
  }
}
