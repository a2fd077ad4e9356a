// The place on Home for a file from the class. Feedback is saved; an invitation is shown and needs to be confirmed.

import { dayInWords, fill, fillWithCourse } from "../dom.js";
import { Gone } from "../hosts/server.js";
import { html, nothing } from "../vendor/lit-html.js";
import { addressOf, position } from "./places.js";

const HEAD = 3_000_000; // bytes of a page to read: its record is in the head
const RECORD = /<meta name="partnership-feedback" content="[^"]*">/;
const UNKNOWN = 1000; // characters to send of any other file, so that the server can say what is wrong with it

/**
 * @typedef {{ learner: string, course: string | null, hand_in_to: string | null, due: { title: string, due: string }[] }} Invitation
 * @typedef {{ name: string, text: string, mine?: boolean }} Feedback
 */

/** Return what kind of file a text is, and the part of it that the server needs: of a page, only its record.
 * @param {string} text @returns {{ kind: "invitation" | "feedback", text: string }} */
export function sortedOut(text) {
  try {
    const data = JSON.parse(text);
    if (data && typeof data === "object") return { kind: "assignment" in data ? "feedback" : "invitation", text };
  } catch {
    // It isn't JSON, so it is a page or an unknown file.
  }
  return { kind: "feedback", text: text.match(RECORD)?.[0] ?? text.slice(0, UNKNOWN) };
}

export class DropPlace {
  /** @param {Course} course @param {Words} words @param {{ ask(name: string, body: object): Promise<any> }} server
   * @param {{ render: () => void, came: () => Promise<void>, joined: () => Promise<void> }} then `render` draws the
   * page again, `came` follows saved feedback, `joined` a class that was joined */
  constructor(course, words, server, then) {
    this.course = course;
    this.words = words;
    this.server = server;
    this.then = then;
    this.over = false;
    this.say("");
  }

  /** @param {string} line @param {unknown} [more] what follows it @param {() => void} [leave] what Escape does */
  say(line, more = nothing, leave) {
    this.line = line;
    this.more = more;
    this.leave = leave;
  }

  /** Do something, then show and focus what came of it. @param {() => unknown} act */
  async tried(act) {
    this.say(this.words["home.drop_taking"]);
    this.then.render();
    try {
      await act();
    } catch (fault) {
      this.say(fault instanceof Gone ? this.words["shell.gone"] : /** @type {Error} */ (fault).message);
    }
    this.then.render();
    /** @type {HTMLElement | null} */ (document.querySelector(".kit-drop-line"))?.focus();
  }

  /** @param {File | undefined} file */
  take(file) {
    if (!file) return;
    void this.tried(async () => {
      const { kind, text } = sortedOut(await file.slice(0, HEAD).text());
      if (kind === "feedback") await this.feedback({ name: file.name.slice(-100), text });
      else this.invited(text, await this.server.ask("invitation", { text, confirm: false }));
    });
  }

  /** @param {Feedback} file @returns {Promise<void>} */
  async feedback(file) {
    const { words } = this;
    const { said, other, place } = await this.server.ask("feedback", file);
    if (other) return this.say(other, this.button("home.both_me", "kit-quiet", () => this.feedback({ ...file, mine: true })));
    await this.then.came();
    const to = place && { notebook: place.notebook, view: place.step };
    return this.say(said, to ? html`<a class="kit-main" href=${addressOf(to)} data-form="feedback">${
      fillWithCourse(words["home.read_feedback"], { title: position(this.course, to).week?.title ?? "" })}</a>` : nothing);
  }

  /** @param {string} text @param {Invitation} invitation */
  invited(text, { learner, course, hand_in_to: place, due }) {
    const { words } = this;
    const date = (/** @type {string} */ day) => dayInWords(day, { day: "numeric", month: "long", year: "numeric" });
    const no = () => void this.tried(() => this.say(words["home.invited_left"]));
    this.say(fill(words["home.invited"], { learner }), html`
      <ul>${course ? html`<li>${fill(words["home.invited_course"], { course })}</li>` : nothing}
        ${place ? html`<li>${fill(words["home.invited_to"], { place })}</li>` : nothing}
        ${due.map((one) => html`<li>${fillWithCourse(fill(words["home.invited_due"], { due: date(one.due) }), { title: one.title })}</li>`)}</ul>
      <p>${words["home.invited_means"]}</p>
      <p class="kit-home-buttons"><button type="button" class="kit-quiet" @click=${no}>${words["home.invited_no"]}</button>
        ${this.button("home.invited_yes", "kit-main", async () => {
          await this.server.ask("invitation", { text, confirm: true });
          await this.then.joined();
          this.say(words["home.invited_joined"]);
        })}</p>`, no);
  }

  /** @param {string} key @param {string} kind @param {() => unknown} act */
  button(key, kind, act) {
    return html`<button type="button" class=${kind} @click=${() => this.tried(act)}>${this.words[key]}</button>`;
  }

  /** @param {DragEvent} event */
  dragged(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.over = event.type === "dragover";
    this.then.render();
    if (event.type === "drop") this.take(event.dataTransfer.files[0]);
  }

  /** @param {unknown} [below] what stands under it */
  render(below = nothing) {
    const { words } = this;
    const drag = (/** @type {DragEvent} */ event) => this.dragged(event);
    return html`<section class="kit-drop-place" data-kit-drop data-over=${this.over} aria-labelledby="kit-drop"
        @dragover=${drag} @dragleave=${drag} @drop=${drag} @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && this.leave?.()}>
      <h2 id="kit-drop">${words["home.drop"]}</h2><p>${words["home.drop_means"]}</p>
      <p><input type="file" id="kit-drop-file" accept=".html,.htm,.json" @change=${(/** @type {Event} */ { target }) => {
        const field = /** @type {HTMLInputElement} */ (target);
        this.take(field.files?.[0]);
        field.value = "";
      }}><label for="kit-drop-file">${words["home.drop_choose"]}</label></p>
      <p class="kit-drop-line" role="status" tabindex="-1">${this.line}</p><div>${this.more}</div>${below}</section>`;
  }
}
