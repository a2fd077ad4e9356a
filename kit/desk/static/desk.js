// The desk: what happens when a key is pressed. What is drawn stands in the panes, where one is in `state.js`.

import { State } from "./state.js";

/** Other parts hear of these on `document`: a text was shown; a level was given. */
export const SHOWN = "kit-desk-shown";
export const LEVEL = "kit-desk-level";

export class Desk {
  /**
   * @param {DeskOpened} opened @param {import("./server.js").Server} server
   * @param {ReturnType<typeof import("./text_pane.js").textPane>} textPane
   * @param {ReturnType<typeof import("./rubric_pane.js").rubricPane>} rubricPane
   * @param {ReturnType<typeof import("./bar.js").topBar>} bar
   */
  constructor(opened, server, textPane, rubricPane, bar) {
    this.opened = opened;
    this.words = opened.words;
    this.server = server;
    this.panes = { text: textPane, rubric: rubricPane };
    this.bar = bar;
    this.state = new State(opened.texts, opened.criteria.map((one) => one.id));
    /** Texts as the server last told them. @type {Map<string, DeskText>} */
    this.texts = new Map();
    /** @type {Map<string, Promise<DeskText>>} */
    this.asked = new Map();
    /** Levels on their way, by text. @type {Map<string, Map<string, number>>} */
    this.pending = new Map();
    this.turn = 0;
  }

  /** The text on the screen. */
  get text() {
    return this.state.code ? this.texts.get(this.state.code) ?? null : null;
  }

  /** @param {string} code @param {string | null} [criterion] */
  async show(code, criterion = null) {
    const turn = ++this.turn;
    const had = this.asked.get(code) ?? this.ask(code);
    this.asked.delete(code);
    const text = await had.catch((/** @type {Error} */ fault) => { this.bar.trouble(fault.message); });
    if (!text || turn !== this.turn) return;
    this.hear(text);
    this.state.goTo(code, criterion);
    this.panes.text.draw(text, { number: this.state.numberOf(code), of: this.state.order.length });
    this.draw();
    this.tell(SHOWN);
    for (const skip of [0, 1]) this.fetchAhead(this.state.nextWaiting(skip));
  }

  /** @param {string} code @returns {Promise<DeskText>} */
  ask(code) {
    return this.server.ask(`text/${code}`);
  }

  /** @param {string | null} code */
  fetchAhead(code) {
    if (!code || this.asked.has(code)) return;
    const asked = this.ask(code);
    this.asked.set(code, asked);
    asked.catch(() => this.asked.delete(code));
  }

  /** @param {DeskText} text */
  hear(text) {
    const pending = this.pending.get(text.code) ?? new Map();
    for (const [criterion, level] of pending) Object.assign(text.criteria[criterion], { own: level, open: false });
    this.texts.set(text.code, text);
    this.state.hear(text, new Set(pending.keys()));
  }

  draw() {
    const text = this.text;
    if (!text) return;
    this.panes.rubric.draw(text, this.state.criterion, new Set(this.pending.get(text.code)?.keys()));
    this.bar.draw(this.state);
  }

  /** @param {number} level @param {string | null} [criterion] the present one, unless another was pressed */
  give(level, criterion = this.state.criterion) {
    const text = this.text;
    if (!text || !criterion) return;
    const pending = this.pending.get(text.code) ?? new Map();
    this.pending.set(text.code, pending);
    pending.set(criterion, level);
    const seen = text.criteria[criterion].gradebook;
    Object.assign(text.criteria[criterion], { own: level, open: false });
    this.state.criterion = criterion;
    this.state.given();
    this.draw();
    this.bar.say("level_given", { criterion: this.name(criterion), level, next: this.name(this.state.criterion) });
    const { code, revision } = text;
    this.server.keep("level", { code, criterion, level, revision, seen }).then(
      (told) => {
        if (pending.get(criterion) === level) pending.delete(criterion);
        this.bar.gradebook(told.gradebook);
        delete told.gradebook;
        this.hear(told);
        this.tell(LEVEL, { criterion, level });
        this.draw();
      },
      (/** @type {Error} */ fault) => {
        if (pending.get(criterion) === level) pending.delete(criterion);
        this.bar.trouble(fault.message);
        void this.show(code, criterion);
      },
    );
  }

  undo() {
    this.server.keep("undo").then(async (told) => {
      if (!told.text) return this.bar.say("nothing_to_undo", {});
      this.hear(told.text);
      await this.show(told.text.code, told.criterion);
      return told.criterion ? this.bar.say("undone", { criterion: this.name(told.criterion) }) : this.bar.say("comment_undone", {});
    }, (/** @type {Error} */ fault) => this.bar.trouble(fault.message));
  }

  next() {
    const code = this.state.nextWaiting();
    if (code) void this.show(code);
    else this.bar.say(this.state.waiting.length ? "last_waiting" : "none_waiting", {});
  }

  /** @param {1 | -1} by */
  beside(by) {
    void this.show(this.state.beside(by));
  }

  /** @param {1 | -1} by */
  step(by) {
    this.state.step(by);
    this.draw();
  }

  /** @param {string | null} criterion */
  choose(criterion) {
    this.state.criterion = criterion;
    this.draw();
  }

  /** @param {string | null} id */
  name(id) {
    return this.opened.criteria.find((one) => one.id === id)?.name ?? this.words.no_more;
  }

  /** @param {string} what @param {object} [more] */
  tell(what, more = {}) {
    document.dispatchEvent(new CustomEvent(what, { detail: { desk: this, text: this.text, ...more } }));
  }
}
