// One answer on its way to the journal: opened, typed, drafted, done, or not saved. Knows nothing about forms.

import { BrowserCopy, standsOn, groundOf } from "./browser_copy.js";
import { clock, refused, unreachable } from "./state_words.js";
import { fill } from "../dom.js";

const PAUSE = 2000;
/** For how many milliseconds somebody may type without a pause before a draft is sent all the same. */
const MOST_UNSENT = 5000;
const AGAIN = 8000;
const MOST_SENT = 4;

/** @param {Value} a @param {Value} b @returns {boolean} */
export function same(a, b) {
  if (a && b && typeof a === "object" && typeof b === "object") {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => same(a[key], b[key]));
  }
  return a === b;
}

/** @param {Value} value @returns {boolean} */
export function blank(value) {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === "object") return Object.values(value).every(blank);
  return false;
}

/** @param {Kept[]} heads */
const ids = (heads) => heads.map((head) => head.id);

/** @param {Value} value @returns {Value} */
function wellFormed(value) {
  if (typeof value === "string") return value.toWellFormed ? value.toWellFormed() : value;
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wellFormed(inner)]));
  return value;
}

export class Answer {
  /** @param {KernelLink} kernel @param {Item} item @param {Spec} spec @param {() => void} changed */
  constructor(kernel, item, spec, changed) {
    this.kernel = kernel;
    this.item = item;
    this.changed = changed;
    this.words = spec.words;
    this.keep = new BrowserCopy(spec, item);
    /** @type {"opening" | "writing" | "done" | "two"} */
    this.phase = "opening";
    /** @type {Value} */
    this.value = null;
    /** @type {Kept[]} */
    this.heads = [];
    this.lane = item.lane;
    /** @type {string | null | undefined} */
    this.parent = null;
    this.turn = this.acknowledged = this.edits = 0;
    /** The turn of the last button pressed. */
    this.pressed = 0;
    /** The turn in which the learner threw text away, until there is a reply or newer text. */
    this.thrown = 0;
    /** @type {string | null} */
    this.draftAt = null;
    /** @type {string | null} */
    this.failure = null;
    /** Text that this browser kept, or a lost answer, to use or throw away. @type {Kept | null} */
    this.offered = null;
    /** What the disk holds instead of what this page follows, and what was refused because of it.
     * @type {{ type: string, state: AnswerState } | null} */
    this.elsewhere = null;
    /** The time of the text that this browser restored automatically. @type {string | null} */
    this.putBackAt = null;
    /** What was sent and got no reply yet; null is an emptied field. @type {{ value: Value, lane: Lane }[]} */
    this.sent = [];
    /** Whether text that could not be saved is nowhere but on the page. */
    this.onPageOnly = false;
    /** @type {number | undefined} */
    this.timer = undefined;
    /** When the first text that is not sent yet was typed. */
    this.since = 0;
    /** @type {string[]} */
    this.ticks = [];
    this.dirty = this.saving = this.deleted = false;
    /** A button was pressed, and there is no reply yet. */
    this.asked = false;
    /** What could not be done with a saved answer. */
    this.notNow = "";
    /** What is still to do before Done. */
    this.nudged = "";
  }

  get head() {
    return this.heads[this.heads.length - 1] || null;
  }

  // Nothing typed is being sent, so a saved state may replace it.
  get idle() {
    return !this.dirty && !this.saving && !this.failure && this.phase !== "opening";
  }

  get empty() {
    return blank(this.value);
  }

  // The text on the page differs from the saved answer.
  get changedSince() {
    return Boolean(this.head) && !this.empty && !same(this.value, this.head.value);
  }

  // -- what Python says ---------------------------------------------------------------------

  /** @param {AnswerState} state */
  open(state, first = true) {
    this.heads = state.heads;
    const { draft } = state;
    this.draftAt = draft ? draft.at : null;
    if (draft) {
      Object.assign(this, { phase: "writing", value: draft.value, lane: draft.lane, parent: this.head ? draft.parent : null });
    } else if (this.heads.length > 1) {
      this.phase = "two";
    } else if (this.head) {
      Object.assign(this, { phase: "done", value: this.head.value, lane: this.head.lane, parent: this.head.id });
    } else {
      Object.assign(this, { phase: "writing", value: null, lane: this.item.lane, parent: null });
    }
    this.dirty = this.saving = false;
    this.failure = this.putBackAt = this.elsewhere = null;
    this.notNow = this.nudged = "";
    this.sent = [];
    if (state.ticks) this.ticks = state.ticks;
    if (this.offered && this.offered.lost) this.offered = null;
    const kept = first && this.keep.get();
    if (kept) {
      this.offered = kept;
      while (this.offered && (blank(this.offered.value) || same(this.offered.value, this.value))) this.offered = this.offered.earlier ?? null;
      if (this.offered !== kept) this.isSaved();
      if (this.offered && this.phase !== "two" && standsOn(this.offered, state, same)) {
        const { at } = this.offered;
        this.takeOffered();
        this.putBackAt = at;
      }
    }
    if (state.lost && !this.offered) this.offered = { ...state.lost, lost: true };
    this.changed();
  }

  /** Takes a refusal: the disk holds something that this page has not seen. The field keeps its own text until the
   * learner chooses; without any, it shows what the disk holds.
   * @param {string} type @param {Reply} reply */
  meets(type, reply) {
    const state = reply.answers[this.item.id];
    const written = type === "draft" || type === "done";
    const held = [state.draft, ...state.heads].some((one) => one && same(one.value, this.value));
    this.sent = [];
    if (this.phase === "writing" && !blank(this.value) && !held && (written || this.dirty || this.failure)) {
      clearTimeout(this.timer);
      this.elsewhere = { type, state };
      this.failure = refused(this.words, reply.sentence, this.put());
      return this.changed();
    }
    this.open(state, false);
    window.dispatchEvent(new CustomEvent("kit:saved"));
    return this.phase === "done" ? this.cannot(this.words["state.not_done"], reply.sentence) : this.nudge(reply.sentence);
  }

  // -- what the learner does ----------------------------------------------------------------

  /** @param {Value} value */
  input(value) {
    this.value = wellFormed(value);
    this.edited();
    this.deleted = false;
    this.nudged = this.notNow = "";
    if (this.phase === "done") this.phase = "writing";
    this.rest();
    this.changed();
  }

  edited() {
    if (!this.dirty) this.since = Date.now();
    this.edits += 1;
    this.dirty = true;
    this.thrown = 0;
  }

  /** @param {Lane} lane */
  choosesLane(lane) {
    this.lane = lane;
    if (lane === "private") this.keep.clear();
    if (!blank(this.value)) this.draft();
    this.changed();
  }

  rest() {
    clearTimeout(this.timer);
    const left = Math.max(0, this.since + MOST_UNSENT - Date.now());
    this.timer = setTimeout(() => this.draft(), Math.min(this.failure ? 500 : PAUSE, left));
  }

  // Called on leaving the field, or the page.
  leave(closing = false) {
    if (this.thrown || (!this.dirty && !(closing && this.failure))) return;
    if (closing && !blank(this.value)) this.put();
    this.draft();
  }

  draft() {
    clearTimeout(this.timer);
    this.since = Date.now();
    // A draft would arrive after the request to throw it away, and undo that.
    if (this.phase !== "writing" || this.thrown) return;
    // Nothing is sent before the learner has chosen; what is typed meanwhile stays in this browser, too.
    if (this.elsewhere) {
      this.put();
      return;
    }
    const empty = blank(this.value);
    if (empty && !this.draftAt) {
      this.dirty = false;
      this.isSaved();
      this.changed();
      return;
    }
    const turn = ++this.turn;
    const { edits } = this;
    // An emptied field follows nothing.
    const message = { ...this.address(), ...(empty ? { type: "discard", parent: null } : { type: "draft", value: this.value }) };
    this.sends(empty ? null : this.value);
    // The page says that the words are kept in this browser, and another window may open before there is a reply.
    if (this.failure && !empty) this.put();
    this.kernel.ask(message, {
      reply: (reply) => {
        // A reply that comes after a later one, or after Done, says nothing about the text on the page.
        if (turn < this.acknowledged || this.phase !== "writing") return;
        this.acknowledged = turn;
        if (!reply.ok && this.thrown) return;
        if (!reply.ok) return reply.answers ? this.meets(message.type, reply) : this.fail(refused(this.words, reply.sentence, this.put()));
        this.draftAt = empty ? null : reply.at;
        // A Done that got no reply was saved.
        if (reply.heads) Object.assign(this, { heads: reply.heads, parent: reply.heads.at(-1)?.id ?? null });
        if (turn === this.turn) {
          this.sent = [];
          this.failure = null;
          this.dirty = edits !== this.edits;
          if (!this.dirty) this.isSaved();
        }
        return this.changed();
      },
      silent: () => this.phase === "writing" && !this.thrown && this.fail(unreachable(this.words, this.put())),
    });
  }

  /** @param {Value} value */
  sends(value) {
    if (!this.sent.length || !same(value, this.sent.at(-1)?.value)) this.sent = [...this.sent, { value, lane: this.lane }].slice(-MOST_SENT);
  }

  done() {
    clearTimeout(this.timer);
    if (this.empty) {
      this.nudge(this.words["state.write_first"]);
      return;
    }
    this.saving = true;
    this.act("done", { value: this.value, parent: this.parent }, () => {
      this.offered = null;
      this.isSaved();
      window.dispatchEvent(new CustomEvent("kit:saved", { detail: this.item.id }));
    });
  }

  /** @param {string} sentence what is still to do before Done */
  nudge(sentence) {
    this.nudged = sentence;
    this.changed();
  }

  again() {
    this.writesOn();
    this.changed();
  }

  writesOn() {
    this.phase = "writing";
    this.parent = this.head ? this.head.id : null;
  }

  back() {
    this.act("discard", {}, () => this.isSaved());
  }

  share() {
    this.act("share", { id: this.head.id }, () => window.dispatchEvent(new CustomEvent("kit:saved")));
  }

  /** @param {string} id */
  choose(id) {
    this.act("choose", { id }, () => window.dispatchEvent(new CustomEvent("kit:saved")));
  }

  makePrivate() {
    this.isSaved();
    this.act("make_private", {}, () => {
      this.keep.clear();
      window.dispatchEvent(new CustomEvent("kit:saved"));
    });
  }

  remove() {
    // What is offered stays until the deletion is done, because the course may be unreachable.
    if (this.waiting) this.isSaved();
    else this.keep.forget();
    this.act("delete", {}, () => {
      this.keep.forget();
      this.offered = null;
      this.deleted = true;
      window.dispatchEvent(new CustomEvent("kit:saved"));
    });
  }

  /** @param {boolean} swaps whether the field's text waits in this browser instead */
  takeOffered(swaps = false) {
    const { offered } = this;
    if (!offered) return;
    const { value, lane } = offered;
    this.offered = offered.earlier ?? null;
    if (swaps) this.waits();
    // A field drawn with the answer first would keep it while the learner is in the field.
    if (this.phase === "done") this.writesOn();
    this.value = value;
    if (!this.head && lane) this.lane = lane;
    this.edited();
    if (swaps) this.put();
    this.draft();
    this.changed();
  }

  // The field's text gives way to another one, and is offered from this browser.
  waits() {
    if (blank(this.value) || (this.head && same(this.value, this.head.value))) return;
    this.offered = { id: "", value: this.value, lane: this.lane, at: new Date().toISOString(), earlier: this.waiting, gaveWay: true };
  }

  dropOffered() {
    if (!this.offered) return;
    this.offered = this.offered.earlier ?? null;
    this.isSaved();
    this.changed();
  }

  /** Shows what the disk holds; the text that stood in the field waits in this browser. */
  showsElsewhere() {
    if (!this.elsewhere) return;
    this.waits();
    this.open(this.elsewhere.state, false);
    this.isSaved();
    window.dispatchEvent(new CustomEvent("kit:saved"));
  }

  /** Sends the field's text again, now that the learner knows that it replaces something. */
  keepsMine() {
    if (!this.elsewhere) return;
    const { type, state: { heads, draft } } = this.elsewhere;
    // No reply to what was sent before says anything about this.
    Object.assign(this, { heads, draftAt: draft?.at ?? null, elsewhere: null, failure: null, acknowledged: this.turn + 1 });
    if (!ids(heads).includes(this.parent ?? "")) this.parent = this.head?.id ?? null;
    if (this.head) this.lane = this.head.lane;
    if (type === "done") this.done();
    else this.draft();
    this.changed();
  }

  // -- how -----------------------------------------------------------------------------------

  address() {
    const follows = groundOf(this, this.draftAt, this.sent.map((one) => one.value));
    return { item: this.item.id, occasion: this.item.occasion, lane: this.lane, parent: this.parent, follows };
  }

  /** @param {string} type @param {{ id?: string, value?: Value, [more: string]: any }} more @param {() => void} after */
  act(type, more = {}, after = () => {}) {
    const turn = (this.pressed = ++this.turn);
    const { edits } = this;
    const throws = type === "discard" || type === "delete";
    this.thrown = throws ? turn : 0;
    clearTimeout(this.timer);
    this.asked = true;
    this.notNow = "";
    // Throwing away newer text leaves a saved answer in place.
    const stands = () => this.phase === "done" || (throws && Boolean(this.head));
    const message = { type, ...this.address(), parent: this.head?.id ?? null, ...more };
    if (type === "done") this.sends(more.value);
    this.kernel.ask(message, {
      reply: (reply) => {
        // A button pressed since then decides about the text.
        if (throws && turn !== this.pressed) return undefined;
        this.saving = this.asked = false;
        if (throws) this.thrown = 0;
        if (!reply.ok && reply.answers) {
          this.acknowledged = turn;
          return this.meets(type, reply);
        }
        if (!reply.ok && stands()) return this.cannot(this.words["state.not_done"], reply.sentence);
        if (!reply.ok) return this.fail(refused(this.words, reply.sentence, this.put()));
        this.acknowledged = turn;
        after();
        const typed = this.value;
        const typedSince = throws ? edits !== this.edits && !blank(typed) : type === "done" && !this.thrown && !same(more.value, typed);
        this.open(reply.answers[this.item.id], false);
        // Text typed while waiting for a reply is newer than the reply.
        if (typedSince) this.input(typed);
        return undefined;
      },
      silent: () => {
        if (turn !== this.pressed) return;
        this.saving = this.asked = false;
        if (stands()) this.cannot(this.words["state.not_now"]);
        else this.fail(unreachable(this.words, this.put()));
      },
    });
    this.changed();
  }

  // The text on the page is saved; only the request failed.
  /** @param {string} why */
  cannot(why, sentence = "") {
    if (this.dirty) this.put();
    this.failure = null;
    this.notNow = fill(why, { time: clock(this.head.at), sentence });
    this.changed();
  }

  put() {
    if (blank(this.value)) return true;
    const sent = this.sent.filter((one) => one.lane === "shared").map((one) => one.value);
    // Text that was thrown away may be offered, but is never put back automatically.
    const on = this.thrown ? undefined : groundOf(this, this.draftAt, sent);
    const kept = this.keep.put({ value: this.value, lane: this.lane, at: new Date().toISOString(), earlier: this.waiting, on });
    this.onPageOnly = !kept;
    return kept;
  }

  // What this browser offers and the learner has neither used nor thrown away.
  get waiting() {
    return this.offered && !this.offered.lost ? this.offered : undefined;
  }

  // The text on the page is on disk as well; only what is still offered stays in the browser.
  isSaved() {
    this.onPageOnly = false;
    if (this.waiting) this.keep.put(this.waiting);
    else this.keep.clear();
  }

  /** @param {string} sentence */
  fail(sentence) {
    this.failure = sentence;
    // A draft may be sent again automatically; only the learner presses Done.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draft(), AGAIN);
    this.changed();
  }

  end() {
    clearTimeout(this.timer);
  }
}
