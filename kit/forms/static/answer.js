// One answer on its way to the journal: opened, typed, drafted, done, or not saved. Knows nothing about forms.

import { BrowserCopy, standsOn, groundOf } from "./browser_copy.js";
import { clock, refused, unreachable } from "./state_words.js";
import { fill } from "./dom.js";

const PAUSE = 2000;
const AGAIN = 8000;
const MOST_SENT = 4;
/** Milliseconds in which another window may still allow undo; the two clocks may differ. */
const FRESH = 300_000;

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

/** @param {Value} part @param {Value} whole */
const begins = (part, whole) => same(part, whole) || (typeof part === "string" && typeof whole === "string" && whole.startsWith(part));

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
    /** @type {Kept | null} */
    this.offered = null;
    /** Drafts from other windows that this one had not seen; they are on disk. @type {Kept[]} */
    this.aside = [];
    /** The time of the text that this browser restored automatically. @type {string | null} */
    this.putBackAt = null;
    /** Drafts that got no reply yet. @type {Value[]} */
    this.sent = [];
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {number | undefined} */
    this.undoTimer = undefined;
    this.undoable = false;
    /** The answer whose comparison list was seen. @type {string | null} */
    this.seen = null;
    /** The learner moved on before the course sent its state. */
    this.passed = false;
    /** Tells the other windows about an answer that is given once. @type {(what: "seen" | "taken_back") => void} */
    this.tell = () => {};
    /** Checks what other windows left on disk, then continues. @type {(then?: () => void) => void} */
    this.look = (then) => then?.();
    /** Tells other windows that something changed. @type {() => void} */
    this.spread = () => {};
    /** Whether two values are the same answer, apart from notes. */
    this.says = same;
    /** The answer that this one goes with. @type {Answer | null} */
    this.goesWith = null;
    /** Another window deleted what this text follows: it is saved only if the learner says so. */
    this.outlived = false;
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

  // It is given once and has been given.
  get stands() {
    return this.item.locked && this.phase === "done";
  }

  // The text to use or throw away, this browser's first; a draft is skipped while the field's text begins with it.
  get offer() {
    return this.offered ?? this.aside.find((one) => !begins(one.value, this.value)) ?? null;
  }

  // The text on the page differs from the saved answer.
  get changedSince() {
    return Boolean(this.head) && !this.empty && !same(this.value, this.head.value);
  }

  // It was given just now, and as far as known nobody has seen its comparison list.
  get fresh() {
    return this.undoable || (this.stands && this.seen !== this.head.id && Math.abs(Date.now() - Date.parse(this.head.at)) < FRESH);
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
    this.failure = this.putBackAt = null;
    this.notNow = this.nudged = "";
    this.outlived = Boolean(draft?.parent) && !this.head;
    this.sent = [];
    this.undoFor(state.undo);
    if (state.ticks) this.ticks = state.ticks;
    this.aside = state.aside ?? [];
    if (this.offered && this.offered.lost) this.offered = null;
    const kept = first && this.keep.get();
    if (kept) {
      this.offered = kept;
      while (this.offered && (blank(this.offered.value) || same(this.offered.value, this.value))) this.offered = this.offered.earlier ?? null;
      if (this.offered !== kept) this.isSaved();
      if (this.offered && this.phase !== "two" && !this.stands && standsOn(this.offered, state, same)) {
        const { at } = this.offered;
        this.takeOffered();
        this.putBackAt = at;
      }
    }
    if (state.lost && !this.offered) this.offered = { ...state.lost, lost: true };
    // The course may not have heard of this when its kernel died.
    const seen = this.passed || (this.head && this.keep.wasSeen(this.head.id));
    this.passed = false;
    if (this.undoable && seen) return this.seal();
    return this.changed();
  }

  /** Takes the state on disk while nothing is being sent: saves and deletions in another window are shown.
   * @param {AnswerState} state */
  hears(state) {
    if (this.idle && !this.asked && !same(ids(state.heads), ids(this.heads))) this.adopts(state);
  }

  /** Keeps text on the page and on disk if it differs from what was deleted; returns whether there is any. Text that
   * is in no draft any more was thrown away elsewhere, unless it was about to be saved. If what it follows is gone,
   * it follows the current answer.
   * @param {AnswerState} state */
  adopts(state, saves = false, gone = false) {
    const { head, value, draftAt } = this;
    const unsaved = this.dirty || Boolean(this.failure);
    // Text that the saving window put aside is on disk unchanged.
    const aside = (state.aside ?? []).filter((one) => !same(one.value, value));
    const kept = Boolean(state.draft) || aside.length < (state.aside ?? []).length;
    const newer = this.phase === "writing" && !blank(value) && !this.goesWith && (saves || unsaved || kept)
      && ![head, ...state.heads].some((one) => one && this.says(one.value, value));
    const went = Boolean(head) && !state.heads.length;
    this.deleted = went;
    const stands = state.heads.at(-1);
    const leans = gone ? stands?.id : state.draft && same(state.draft.value, value) ? state.draft.parent : null;
    const draft = { id: "", value, lane: stands?.lane ?? this.lane, at: draftAt ?? "", parent: leans ?? this.parent };
    this.open(newer ? { ...state, aside, draft } : state, false);
    if (newer && (unsaved || !kept)) {
      this.edited();
      this.rest();
    }
    if (newer && went) this.nudged = this.words["state.outlived"];
    window.dispatchEvent(new CustomEvent("kit:saved"));
    this.changed();
    return newer;
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
    this.edits += 1;
    this.dirty = true;
    this.thrown = 0;
  }

  /** @param {Lane} lane */
  choosesLane(lane) {
    this.lane = lane;
    if (!blank(this.value)) this.draft();
    this.changed();
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draft(), this.failure ? 500 : PAUSE);
  }

  // Called on leaving the field, or the page.
  leave(closing = false) {
    if (this.thrown || (!this.dirty && !(closing && this.failure))) return;
    if (closing && !blank(this.value)) this.put();
    this.draft();
  }

  draft() {
    clearTimeout(this.timer);
    // A draft would arrive after the request to throw it away, and undo that.
    if (this.phase !== "writing" || this.thrown) return;
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
    const message = { type: empty ? "discard" : "draft", ...this.address(), ...(empty ? { parent: null } : {}), value: this.value };
    this.sent = [...this.sent, this.value].slice(-MOST_SENT);
    this.kernel.ask(message, {
      reply: (reply) => {
        // A reply that comes after a later one, or after Done, says nothing about the text on the page.
        if (turn < this.acknowledged || this.phase !== "writing") return;
        this.acknowledged = turn;
        if (!reply.ok) return this.thrown ? undefined : this.fail(refused(this.words, reply.sentence, this.put()));
        this.draftAt = empty ? null : reply.at;
        this.aside = (empty ? reply.answers[this.item.id] : reply).aside ?? [];
        // This browser kept it only until the disk had it.
        const { offered } = this;
        if (offered && this.aside.some((one) => same(one.value, offered.value))) this.offered = offered.earlier ?? null;
        // If another window deleted it, this page must not call anything saved.
        const stands = empty ? reply.answers?.[this.item.id].heads : reply.gone ? reply.heads ?? [] : null;
        if (stands && !same(ids(stands), ids(this.heads))) this.nowStand(stands);
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

  /** @param {Kept[]} heads */
  nowStand(heads) {
    const last = heads.at(-1);
    Object.assign(this, { heads, parent: last?.id ?? null, lane: last?.lane ?? this.lane, outlived: !last, deleted: !last });
    this.look();
  }

  done() {
    clearTimeout(this.timer);
    if (this.empty) {
      this.nudge(this.words["state.write_first"]);
      return;
    }
    this.saving = true;
    const { goesWith, parent } = this;
    const beside = goesWith?.head ? { beside: { item: goesWith.item.id, id: goesWith.head.id } } : {};
    this.act("done", { value: this.value, parent, ...beside }, () => {
      this.keep.clear();
      this.offered = null;
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

  /** An answer that is given once can be undone for a while. @param {number} [seconds] */
  undoFor(seconds = 0) {
    clearTimeout(this.undoTimer);
    this.undoable = seconds > 0;
    if (this.undoable) this.undoTimer = setTimeout(() => this.sealed(), seconds * 1000);
  }

  // A learner who moved on has seen what comes later.
  pass() {
    if (this.phase === "opening") this.passed = true;
    else if (this.undoable) this.seal();
  }

  // What comes later was shown here: from now on neither a window nor the course undoes the answer.
  seal() {
    if (!this.fresh) return;
    this.tell("seen");
    this.keep.noteSeen(this.head.id);
    this.kernel.ask({ type: "seal", ...this.address() }, { reply: () => {} });
    this.sealed();
  }

  // The same when it was seen elsewhere, or when the time is over.
  sealed() {
    this.seen = this.head.id;
    this.notNow = "";
    this.undoFor();
    this.changed();
  }

  undo() {
    // Another window's text may be waiting in this browser: it can be used from now on.
    this.act("undo", {}, () => this.tell("taken_back"), true);
  }

  // Undo failed: only the course knows how much of the minute is left.
  asksForMinute() {
    this.kernel.ask({ type: "open" }, { reply: (reply) => {
      if (!reply.ok || this.phase !== "done") return;
      this.undoFor(reply.answers[this.item.id].undo);
      this.changed();
    } });
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
    this.act("make_private", {}, () => window.dispatchEvent(new CustomEvent("kit:saved")));
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

  /** @param {boolean} swaps whether the field's earlier text is offered next, from the disk or this browser */
  takeOffered(swaps = false) {
    const { offer } = this;
    if (!offer || this.stands) return;
    const { value, lane } = offer;
    if (this.offered) this.offered = this.offered.earlier ?? null;
    else this.aside = this.aside.filter((one) => one !== offer);
    if (swaps) this.givesWay();
    // A field drawn with the answer first would keep it while the learner is in the field.
    if (this.phase === "done") this.writesOn();
    this.value = value;
    if (!this.head && lane) this.lane = lane;
    this.edited();
    this.draft();
    this.changed();
  }

  // The course puts a draft aside if the window that writes has not seen it.
  givesWay() {
    if ((this.dirty || this.failure) && !blank(this.value) && !(this.head && same(this.value, this.head.value)))
      this.offered = { id: "", value: this.value, lane: this.lane, at: new Date().toISOString(), earlier: this.waiting };
    this.draftAt = null;
    this.sent = [];
    // No reply to an earlier draft may tell what this window has seen.
    this.acknowledged = this.turn + 1;
  }

  dropOffered() {
    if (!this.offered) return this.throwAway();
    this.offered = this.offered?.earlier ?? null;
    this.isSaved();
    return this.changed();
  }

  throwAway() {
    const { offer } = this;
    if (!offer) return;
    this.aside = this.aside.filter((one) => one !== offer);
    this.kernel.ask({ type: "throw_away", ...this.address(), id: offer.at }, { reply: () => {} });
    this.changed();
  }

  // -- how -----------------------------------------------------------------------------------

  address() {
    const on = { draft: this.draftAt, sent: this.sent.filter((one) => !blank(one)) };
    return { item: this.item.id, occasion: this.item.occasion, lane: this.lane, parent: this.parent, on };
  }

  /** @param {string} type @param {{ id?: string, value?: Value, [more: string]: any }} more @param {() => void} after
   * @param {boolean} first whether to look for text kept in this browser, as when the page opens */
  act(type, more = {}, after = () => {}, first = false) {
    const turn = (this.pressed = ++this.turn);
    const { edits } = this;
    const throws = type === "discard" || type === "delete";
    this.thrown = throws ? turn : 0;
    clearTimeout(this.timer);
    this.asked = true;
    this.notNow = "";
    // Throwing away newer text leaves a saved answer in place.
    const stands = () => this.phase === "done" || (throws && Boolean(this.head));
    this.kernel.ask({ type, ...this.address(), parent: this.head?.id ?? null, ...more }, {
      reply: (reply) => {
        // A button pressed since then decides about the text.
        if (throws && turn !== this.pressed) return undefined;
        this.saving = this.asked = false;
        if (throws) this.thrown = 0;
        if (!reply.ok && type === "undo") this.asksForMinute();
        if (reply.gone) return this.missed(type, turn, reply.answers[this.item.id]);
        if (!reply.ok && stands()) return this.cannot(this.words["state.not_done"], reply.sentence);
        if (!reply.ok) return this.fail(refused(this.words, reply.sentence, this.put()));
        this.acknowledged = turn;
        after();
        const typed = this.value;
        const typedSince = throws ? edits !== this.edits && !blank(typed) : type === "done" && !this.thrown && !same(more.value, typed);
        const before = this.heads;
        this.open(reply.answers[this.item.id], first);
        if (typedSince) this.goOn(typed);
        if (type === "delete" && reply.answers[this.item.id].draft) this.nudge(this.words["state.draft_stays"]);
        if (!same(ids(before), ids(this.heads))) this.spread();
        return undefined;
      },
      silent: () => {
        if (turn !== this.pressed) return;
        this.saving = this.asked = false;
        if (stands()) this.cannot(type === "undo" ? this.words["state.not_taken_back"] : this.words["state.not_now"]);
        else this.fail(unreachable(this.words, this.put()));
      },
    });
    this.changed();
  }

  // What this was about is gone, so nothing was done. New text that was to be saved is saved anyway.
  /** @param {string} type @param {number} turn @param {AnswerState} state */
  missed(type, turn, state) {
    this.acknowledged = turn;
    const withdraws = ["delete", "make_private"].includes(type);
    const newer = this.adopts(state, type === "done", !withdraws);
    this.look();
    if (type === "done" && newer && !this.head) return this.done();
    if (withdraws || (type === "done" && newer)) this.cannot(this.words["state.other_stands"]);
    return undefined;
  }

  // Text typed while waiting for a reply is newer than the reply.
  /** @param {Value} typed */
  goOn(typed) {
    if (!this.stands) return this.input(typed);
    this.offered = { id: "", value: typed, lane: this.lane, at: new Date().toISOString(), earlier: this.waiting };
    this.isSaved();
    return this.changed();
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
    // Text that was thrown away may be offered, but is never put back automatically.
    const on = this.thrown ? undefined : groundOf(this, this.draftAt, this.sent);
    return this.keep.put({ value: this.value, lane: this.lane, at: new Date().toISOString(), earlier: this.waiting, on });
  }

  // What this browser offers and the learner has neither used nor thrown away.
  get waiting() {
    return this.offered && !this.offered.lost ? this.offered : undefined;
  }

  // The text on the page is on disk as well; only what is still offered stays in the browser.
  isSaved() {
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
    this.undoFor();
    clearTimeout(this.timer);
  }
}
