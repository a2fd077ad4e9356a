// Say when the course doesn't answer, look whether it is back, and then go on without a reload.

import { fill, timeInWords } from "../dom.js";
import { html, nothing } from "../vendor/lit-html.js";

/** A page that is being left stops its requests; only one that stays says anything. In milliseconds. */
const PATIENCE = 500;

/** @type {Record<string, string>} the message for a fault of the host */
const KEYS = { anew: "shell.started_anew", unknown: "shell.unknown_window" };

/** @typedef {{ title?: string, text: string, presses?: { label: string, act: () => unknown }[] }} Message */

/** Draw a message on the page: a sentence, and buttons. @param {Message} message */
export const message = ({ title, text, presses = [] }) => html`<div class="kit-message">
  ${title ? html`<h1 tabindex="-1">${title}</h1>` : nothing}<p>${text}</p>
  ${presses.length ? html`<p class="kit-home-buttons">${presses.map(({ label, act }, number) => html`
    <button type="button" class=${number ? "kit-quiet" : "kit-main"} @click=${async (/** @type {any} */ { currentTarget: button }) => {
      button.disabled = true;
      await Promise.resolve(act()).finally(() => { button.disabled = false; });
      if (document.activeElement === document.body) button.focus();
    }}>${label}</button>`)}</p>` : nothing}</div>`;

export class Trouble {
  /**
   * @param {import("../hosts/server.js").ServerHost} host @param {Words} words
   * @param {(message?: Message, key?: string) => void} tell shows a message, or removes it
   * @param {() => void} back called when the course answers again
   */
  constructor(host, words, tell, back) {
    this.host = host;
    this.words = words;
    this.tell = tell;
    this.back = back;
    /** The key of what the page says, while the course doesn't answer. */
    this.key = "";
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {Promise<void> | undefined} */
    this.trying = undefined;
    host.failed = () => this.look();
    const again = () => void (this.key && this.tryAgain());
    // Another window of this browser learns the course's new token when it starts again.
    for (const sign of ["online", "focus", "storage"]) window.addEventListener(sign, again);
  }

  /** Look again after a moment, and say what is wrong if it still is. */
  look() {
    clearTimeout(this.timer);
    if (!this.key && !this.trying) this.timer = setTimeout(() => void this.tryAgain(), PATIENCE);
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
      if (key === "shell.gone" && (pressed || this.key === "shell.still_gone")) pressed && this.say("shell.still_gone");
      else this.say(key);
      return;
    }
    if (this.key) this.tell();
    this.key = "";
    this.back();
    window.dispatchEvent(new CustomEvent("kit:back"));
  }

  /** @param {string} key */
  say(key) {
    this.key = key;
    const text = fill(this.words[key], { time: timeInWords(new Date()) });
    this.tell({ text, presses: [{ label: this.words["shell.try_again"], act: () => this.tryAgain(true) }] }, key);
  }
}
