// The page's requests to the course's server.

import { Gone } from "./gone.js";

export class CourseServer {
  /** @param {any} connection Jupyter's ServerConnection @param {any} settings */
  constructor(connection, settings) {
    this.connection = connection;
    this.settings = settings;
    /** @type {Promise<unknown>} */
    this.last = Promise.resolve();
  }

  /** @param {string} name @param {object} [body] @returns {Promise<any>} */
  async ask(name, body) {
    const url = `${this.settings.baseUrl}partnership-kit/${name}`;
    const told = body ? { method: "POST", body: JSON.stringify(body) } : {};
    const answer = await this.connection.makeRequest(url, told, this.settings).catch((/** @type {Error} */ fault) => {
      throw new Gone(fault.message);
    });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return said;
    throw answer.status === 400 && said.message ? new Error(said.message) : new Gone(String(answer.status));
  }

  /** @returns {Promise<Progress>} */
  progress() {
    return this.last.then(() => this.ask("progress"));
  }

  /** Whether the learner has no class; false if the server doesn't answer. @returns {Promise<boolean>} */
  isAlone() {
    return this.progress().then((now) => now.alone === true, () => false);
  }

  /** Save the place. Requests go one at a time, so that the last place sent is the one saved. @param {Place} place @param {boolean} seen */
  place({ notebook, view }, seen) {
    this.last = this.last.then(() => this.ask("place", { notebook, step: view, seen })).catch(() => {});
    return this.last;
  }

  /** What Ms. Perez and people around her say in this learner's year, by place. @returns {Promise<Record<string, import("./her_words.js").Told>>} */
  herWords() {
    return this.ask("her_words");
  }

  /** Save whether the learner is alone. `was` is what the page showed. If another window has answered since then, that
   * answer stays.
   * @param {boolean} alone @param {boolean | null} was @returns {Promise<boolean | null>} the answer that is now saved */
  alone(alone, was) {
    return this.ask("alone", { alone, was }).then((said) => said.alone);
  }

  /** Save the answer to the reminder of a plan: looked back, or remind later. @param {string} plan @param {boolean} lookedBack */
  reminded(plan, lookedBack) {
    return this.ask("reminded", { plan, looked_back: lookedBack });
  }

  /** @param {string} language */
  language(language) {
    return this.ask("language", { language });
  }

  /** Tell the server that nothing else is going on, so that the next notebook's kernel can start. */
  spare() {
    return this.ask("spare", {}).catch(() => {});
  }

  /** @param {string} notebook */
  restore(notebook) {
    return this.ask("restore", { notebook });
  }
}
