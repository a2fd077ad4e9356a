// The desk: what happens when a key is pressed. The panes do the drawing; `state.js` knows where the marker is.

import { fill } from "../dom.js";
import { NotTaken } from "./server.js";
import { State } from "./state.js";

/** Events on `document` for other parts of the desk: a text was shown; a level was given. */
export const SHOWN = "kit-desk-shown";
export const LEVEL = "kit-desk-level";
/** The rubric's samples or questions were opened. */
export const LOOKED = "kit-desk-looked";
/** Something was saved, is waiting to be saved, or the desk doesn't answer. */
export const SAVING = "kit-desk-saving";

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
    /** Texts as the server last sent them. @type {Map<string, DeskText>} */
    this.texts = new Map();
    /** @type {Map<string, Promise<DeskText>>} */
    this.asked = new Map();
    /** Levels that are still being saved, by text. @type {Map<string, Map<string, number>>} */
    this.pending = new Map();
    /** Called with the reason when a step was refused: no key counts until the marker has read it.
     * @type {(why: string) => void} */
    this.stop = () => {};
    /** The criterion that last got a level in the text on the screen, saved or not, and the one that came next.
     * @type {{ criterion: string, then: string | null } | null} */
    this.lastGiven = null;
    this.turn = 0;
    /** Whether another text is loading. Levels are ignored meanwhile, since they are for the text on screen. */
    this.moving = false;
    /** The mode that handles the keys now, such as calibration. @type {DeskMode | null} */
    this.mode = null;
  }

  /** Switch to another mode; `null` brings back the texts to mark. @param {DeskMode | null} mode */
  async enter(mode) {
    this.mode = mode;
    this.turn += 1;
    this.moving = false;
    this.bar.say("nothing", {});
    // The text was not on the screen meanwhile. Draw it before other parts add to it, and even if no desk answers.
    if (this.text) this.put(this.text);
    this.tell(SHOWN);
    if (!mode) await this.show(this.state.code ?? this.state.order[0]);
  }

  /** The learner's text on the screen, or null while a mode shows something else. */
  get text() {
    if (this.mode) return null;
    return this.state.code ? this.texts.get(this.state.code) ?? null : null;
  }

  /** @param {string} code @param {string | null} [criterion] */
  async show(code, criterion = null) {
    const turn = ++this.turn;
    this.moving = true;
    const had = this.asked.get(code) ?? this.ask(code);
    this.asked.delete(code);
    const text = await had.catch(this.bar.failed);
    if (turn !== this.turn) return;
    this.moving = false;
    if (!text) return;
    this.hear(text);
    this.put(text, criterion);
    this.bar.say("text_code", { code });
    this.tell(SHOWN);
    for (const skip of [0, 1]) this.fetchAhead(this.state.nextWaiting(skip));
  }

  /** Put a text on the screen. @param {DeskText} text @param {string | null} [criterion] */
  put(text, criterion = null) {
    this.state.goTo(text.code, criterion);
    this.lastGiven = null;
    this.panes.text.draw(text, { number: this.state.numberOf(text.code), of: this.state.order.length });
    this.draw();
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
    for (const [criterion, level] of pending) Object.assign(text.criteria[criterion], { own: level, gradebook: null, open: false });
    this.texts.set(text.code, text);
    this.state.hear(text, new Set(pending.keys()));
  }

  draw() {
    const text = this.text;
    if (!text) return;
    const { key, values } = this.over();
    const over = this.state.waiting.length === 0 ? fill(this.words[key], values) : undefined;
    this.panes.rubric.draw(text, this.state.criterion, new Set(this.pending.get(text.code)?.keys()), over);
    this.bar.draw(this.state);
  }

  /** @param {number} level @param {string | null} [criterion] the default is the current one */
  give(level, criterion = this.state.criterion) {
    if (this.mode) {
      if (criterion !== this.state.criterion) this.mode.choose(criterion);
      return this.mode.give(level);
    }
    return this.keep(level, criterion);
  }

  /** @param {number} level @param {string | null} criterion */
  keep(level, criterion) {
    const text = this.text;
    if (!text || this.moving) return;
    if (!criterion) {
      const { across } = this.state;
      this.bar.refuse(across ? fill(this.words.across_choose_first, { criterion: this.name(across) }) : this.words.choose_first);
      return;
    }
    const pending = this.pending.get(text.code) ?? new Map();
    this.pending.set(text.code, pending);
    pending.set(criterion, level);
    Object.assign(text.criteria[criterion], { own: level, gradebook: null, open: false });
    this.state.criterion = criterion;
    this.state.given();
    this.lastGiven = { criterion, then: this.state.criterion };
    this.draw();
    const next = this.state.across ? null : this.state.criterion;
    this.bar.say("level_given", { criterion: this.name(criterion), level, next: this.name(next) });
    const { code, revision } = text;
    if (this.state.across === criterion) this.next();
    this.server.keep("level", { code, criterion, level, revision }).then(
      (told) => {
        if (pending.get(criterion) === level) pending.delete(criterion);
        this.hear(told);
        this.tell(LEVEL, { code, criterion, level });
        this.draw();
      },
      (/** @type {Error} */ fault) => {
        if (pending.get(criterion) === level) pending.delete(criterion);
        this.refused(fault);
        if (!(fault instanceof NotTaken)) void this.show(code, criterion);
        // What the screen took for given is read again.
        else void this.ask(code).then((its) => this.hear(its), () => {});
      },
    );
  }

  /** Say why a step was refused. @param {Error} fault */
  refused(fault) {
    if (!(fault instanceof NotTaken)) this.stop(fault.message);
  }

  /** Mark here again, with what another window did meanwhile. @param {DeskOpened} opened */
  async here({ texts }) {
    for (const kept of [this.texts, this.asked, this.pending]) kept.clear();
    for (const { code, missing } of texts) this.state.missing.set(code, new Set(missing));
    await (this.mode ? this.mode.leave() : this.show(this.state.code ?? this.state.order[0]));
  }

  /** The criterion that a reason or a comment is about: the one that last got a level, until the marker moves to another. */
  subject() {
    const { lastGiven: last, state } = this;
    return (last && last.then === state.criterion ? last.criterion : state.criterion) ?? state.across;
  }

  undo() {
    if (this.mode) return this.mode.undo();
    return this.takeBack();
  }

  takeBack() {
    if (this.server.gone) this.bar.say(this.server.ended ? "ended" : "undo_waits", {});
    this.server.keep("undo").then(async (told) => {
      if (!told.text) return this.bar.say("nothing_to_undo", {});
      this.hear(told.text);
      await this.show(told.text.code, told.criterion);
      return told.criterion ? this.bar.say("undone", { criterion: this.name(told.criterion) }) : this.bar.say("comment_undone", {});
    }, (/** @type {Error} */ fault) => this.refused(fault));
  }

  next() {
    if (this.mode) return this.mode.next();
    return this.goOn();
  }

  goOn() {
    const code = this.state.nextWaiting();
    if (code) void this.show(code);
    else if (this.state.waiting.length === 0) this.end();
    else this.bar.say("last_waiting", {});
  }

  /** Say that nothing is waiting any more. A further key changes no level, since no criterion is chosen now. */
  end() {
    if (this.state.across) this.state.criterion = null;
    const { key, values } = this.over();
    this.bar.say(key, values);
    this.draw();
  }

  /** The words that say nothing is waiting. For one criterion across all texts, others may still be waiting. */
  over() {
    const { across, missing } = this.state;
    const isAll = [...missing.values()].every((one) => one.size === 0);
    return { key: across && !isAll ? "across_done" : "none_waiting", values: { criterion: this.name(across) } };
  }

  /** Switch between marking one criterion across all texts and marking whole texts. */
  async across() {
    if (this.state.across) {
      this.state.goAcross(null);
      // After a finished round no criterion is chosen, so go to one that the text still needs.
      if (this.state.code && !this.state.criterion) this.state.goTo(this.state.code);
      this.draw();
      this.bar.say("across_end", {});
      return;
    }
    const criterion = this.state.criterion ?? this.state.criteria[0];
    const found = await this.server.ask(`order/${criterion}`).catch((/** @type {Error} */ fault) => this.bar.fault(fault));
    if (!found) return;
    const { order } = found;
    this.asked.clear();
    this.state.goAcross(criterion, order);
    const first = order.find((/** @type {string} */ code) => this.state.waits(code)) ?? order[0];
    await this.show(first);
  }

  /** @param {1 | -1} by */
  beside(by) {
    if (this.mode) return this.mode.beside(by);
    return void this.show(this.state.beside(by));
  }

  /** @param {1 | -1} by */
  step(by) {
    if (this.mode) return this.mode.step(by);
    this.state.step(by);
    return this.draw();
  }

  /** Show the samples or questions of the current criterion. If none is current, choose one first. @param {"anchors" | "table"} what */
  look(what) {
    if (this.mode?.look) return this.mode.look(what);
    const { across, criterion, criteria } = this.state;
    if (criterion === null) this.choose(across ?? criteria[criteria.length - 1]);
    this.tell(LOOKED);
    return this.openRubric(what, criterion === null);
  }

  /** @param {"anchors" | "table"} what @param {boolean} afresh whether to show them even if they are open already */
  openRubric(what, afresh) {
    const isOpen = this.panes.rubric.open(this.state.criterion, what, afresh);
    if (!isOpen) this.bar.refuse(this.words.table_beside);
  }

  /** Whether the desk shows something other than the texts to mark. If so, say that a key is only for those. */
  isElsewhere() {
    if (!this.mode) return false;
    this.bar.refuse(fill(this.words.key_elsewhere, { key: this.mode.key }));
    return true;
  }

  /** @param {string | null} criterion */
  choose(criterion) {
    if (this.mode) return this.mode.choose(criterion);
    this.state.criterion = criterion;
    return this.draw();
  }

  /** Whether a text has no waiting criterion, the marker gave each a level, and all is saved. @param {string} code */
  isGiven(code) {
    const own = Object.values(this.texts.get(code)?.criteria ?? {}).every((one) => one.own !== null);
    return own && this.state.misses(code).size === 0 && !this.pending.get(code)?.size;
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
