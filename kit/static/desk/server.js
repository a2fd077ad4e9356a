// The page's requests to the desk's server. A marker's steps are sent in order, and each is retried until the server
// has it. Nothing counts as saved before that.

/** The server did not answer. */
export class Gone extends Error {}

/** A step was not taken, because one before it was refused or another window marks. A sheet says which. */
export class NotTaken extends Error {}

const AGAIN = 1500;

export class Server {
  /** @param {string} token */
  constructor(token) {
    this.token = token;
    this.window = crypto.randomUUID();
    /** Whether this is the window that marks, as far as it knows. */
    this.here = true;
    /** Called when another window marks. @type {() => void} */
    this.elsewhere = () => {};
    /** What a step that was not taken says. */
    this.notTaken = "";
    /** How often a step was refused. Steps from before that are not sent any more. */
    this.refusals = 0;
    /** Called whenever something is saved or fails to be. @type {(unsaved: number, gone: boolean) => void} */
    this.tell = () => {};
    /** The steps not saved yet, in order. @type {DeskStep[]} */
    this.waiting = [];
    /** Whether the desk doesn't answer. */
    this.gone = false;
    /** Whether the desk has ended for good, since another one at its address refuses this page's token. */
    this.ended = false;
    /** @type {Promise<unknown>} */
    this.last = Promise.resolve();
  }

  /** @param {string} name @param {object} [body] @returns {Promise<any>} raises `Gone`, or an error with a sentence */
  async ask(name, body) {
    const headers = { "X-Kit-Token": this.token, "X-Kit-Window": this.window };
    const sent = body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers };
    const answer = await fetch(`/api/${name}`, sent).catch((/** @type {Error} */ fault) => this.#silent(fault.message));
    const said = await answer.json().catch(() => ({}));
    if (said.code === "desk.other_window") {
      this.#hear(false);
      this.refusals += 1;
      this.here = false;
      this.elsewhere();
      throw new NotTaken(this.notTaken);
    }
    if (!answer.ok && !said.sentence) this.#silent(String(answer.status), answer.status === 403);
    this.#hear(false);
    if (answer.ok) {
      this.here = true;
      return said;
    }
    throw new Error(said.sentence);
  }

  /** @param {string} why @param {boolean} [refused] whether another desk answered @returns {never} raises `Gone` */
  #silent(why, refused = false) {
    this.#hear(true, refused);
    throw new Gone(why);
  }

  /** Look every moment whether the desk answers and this is the window that marks. */
  watch() {
    const timer = setInterval(() => {
      if (this.ended) clearInterval(timer);
      else if (this.here) void this.ask("here").catch(() => {});
    }, AGAIN);
  }

  /** @param {boolean} gone @param {boolean} [refused] */
  #hear(gone, refused = false) {
    const isNew = gone !== this.gone || (refused && !this.ended);
    this.gone = gone;
    this.ended ||= refused;
    if (isNew) this.tell(this.unsaved, gone);
  }

  get unsaved() {
    return this.waiting.length;
  }

  /** Save a step. @param {string} name @param {Record<string, any>} [body]
   * @param {Record<string, any>} [shown] what the marker sees of it, which isn't sent
   * @returns {Promise<any>} raises an error with a sentence */
  keep(name, body = {}, shown = {}) {
    const one = { name, body, shown };
    this.waiting.push(one);
    this.tell(this.unsaved, this.gone);
    const { refusals } = this;
    const kept = this.last.then(() => {
      if (refusals !== this.refusals) throw new NotTaken(this.notTaken);
      return this.#untilKept(name, body);
    }).finally(() => {
      this.waiting.splice(this.waiting.indexOf(one), 1);
      this.tell(this.unsaved, this.gone);
    });
    this.last = kept.catch(() => {});
    return kept;
  }

  /** @param {string} name @param {object} body @returns {Promise<any>} */
  async #untilKept(name, body) {
    for (;;) {
      try {
        return await this.ask(name, body);
      } catch (fault) {
        if (fault instanceof Gone) await new Promise((go) => { setTimeout(go, AGAIN); });
        else {
          this.refusals += 1;
          throw fault;
        }
      }
    }
  }
}
