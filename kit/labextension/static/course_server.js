// What the page asks the course's server, and tells it.

/** The server did not answer, or not as the course's. */
export class Gone extends Error {}

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

  /** Whether the learner has no class, as far as the server says. @returns {Promise<boolean>} */
  isAlone() {
    return this.progress().then((now) => now.alone === true, () => false);
  }

  /** One at a time, so that the last place told is the one kept. @param {Place} place @param {boolean} seen */
  place({ notebook, view }, seen) {
    this.last = this.last.then(() => this.ask("place", { notebook, step: view, seen })).catch(() => {});
    return this.last;
  }

  /** What she says in this learner's year, by place. @returns {Promise<Record<string, import("./her_words.js").Told>>} */
  herWords() {
    return this.ask("her_words");
  }

  /** Whether the learner is alone; `was` is what the page showed, and another window's answer stays.
   * @param {boolean} alone @param {boolean | null} was @returns {Promise<boolean | null>} what is kept */
  alone(alone, was) {
    return this.ask("alone", { alone, was }).then((said) => said.alone);
  }

  /** What the learner says to the reminder of a plan: looked back, or else later. @param {string} plan @param {boolean} lookedBack */
  reminded(plan, lookedBack) {
    return this.ask("reminded", { plan, looked_back: lookedBack });
  }

  /** @param {string} language */
  language(language) {
    return this.ask("language", { language });
  }

  /** Nothing is under way: the next notebook's kernel can start. */
  spare() {
    return this.ask("spare", {}).catch(() => {});
  }

  /** @param {string} notebook */
  restore(notebook) {
    return this.ask("restore", { notebook });
  }
}
