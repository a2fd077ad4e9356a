// The page's requests to the desk's server. A marker's steps are sent in order, and each is retried until the server
// has it. Nothing counts as saved before that.

/** The server did not answer. */
export class Gone extends Error {}

const AGAIN = 1500;

export class Server {
  /** @param {string} token */
  constructor(token) {
    this.token = token;
    /** Called whenever something is saved or fails to be. @type {(unsaved: number, gone: boolean) => void} */
    this.tell = () => {};
    /** The steps not saved yet, in order. @type {DeskStep[]} */
    this.waiting = [];
    this.gone = false;
    /** @type {Promise<unknown>} */
    this.last = Promise.resolve();
  }

  /** @param {string} name @param {object} [body] @returns {Promise<any>} raises `Gone`, or an error with a sentence */
  async ask(name, body) {
    const headers = { "X-Kit-Token": this.token };
    const sent = body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers };
    const answer = await fetch(`/api/${name}`, sent).catch((/** @type {Error} */ fault) => {
      throw new Gone(fault.message);
    });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return said;
    throw said.sentence ? new Error(said.sentence) : new Gone(String(answer.status));
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
    const kept = this.last.then(() => this.#untilKept(name, body)).finally(() => {
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
        const said = await this.ask(name, body);
        this.gone = false;
        return said;
      } catch (fault) {
        if (!(fault instanceof Gone)) throw fault;
        this.gone = true;
        this.tell(this.unsaved, true);
        await new Promise((go) => { setTimeout(go, AGAIN); });
      }
    }
  }
}
