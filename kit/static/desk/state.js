// Where the marker is: which text, which criterion, and what is waiting. Nothing here draws or calls the server.

export class State {
  /** @param {DeskBrief[]} texts @param {string[]} criteria ids in the rubric's order */
  constructor(texts, criteria) {
    this.order = texts.map((one) => one.code);
    this.criteria = criteria;
    /** The criteria that each text is still missing, by code. @type {Map<string, Set<string>>} */
    this.missing = new Map(texts.map((one) => [one.code, new Set(one.missing)]));
    /** @type {string | null} */
    this.code = null;
    /** @type {string | null} */
    this.criterion = null;
    this.reviewing = false;
    /** The criterion that is being marked across all texts, if any. @type {string | null} */
    this.across = null;
    this.whole = this.order;
  }

  /** Switch to one criterion across all texts, in its own order, or back to whole texts (`null`).
   * @param {string | null} criterion @param {string[]} [order] */
  goAcross(criterion, order = this.whole) {
    this.across = criterion;
    this.order = order;
  }

  get waiting() {
    return this.order.filter((code) => this.waits(code));
  }

  /** @param {string} code */
  waits(code) {
    const misses = this.misses(code);
    return this.across ? misses.has(this.across) : misses.size > 0;
  }

  /** @param {string} code @returns {Set<string>} */
  misses(code) {
    return this.missing.get(code) ?? new Set();
  }

  /** @param {string} code */
  numberOf(code) {
    return this.order.indexOf(code) + 1;
  }

  /** Go to a text. @param {string} code @param {string | null} [criterion] */
  goTo(code, criterion = null) {
    this.code = code;
    const open = this.criteria.find((one) => this.misses(code).has(one));
    this.reviewing = open === undefined;
    this.criterion = criterion ?? this.across ?? open ?? this.criteria[0];
  }

  /** The next waiting text after the current one, starting over at the end, or `null`. @param {number} [skip] how many to skip */
  nextWaiting(skip = 0) {
    const at = this.code ? this.order.indexOf(this.code) : -1;
    const after = [...this.order.slice(at + 1), ...this.order.slice(0, Math.max(at, 0))];
    return after.filter((code) => this.waits(code))[skip] ?? null;
  }

  /** @param {1 | -1} by */
  beside(by) {
    const at = this.code ? this.order.indexOf(this.code) : 0;
    return this.order[(at + by + this.order.length) % this.order.length];
  }

  /** Go to the next or previous criterion; after a finished round of one criterion, back to that one. @param {1 | -1} by */
  step(by) {
    if (this.across && !this.criterion) {
      this.criterion = this.across;
      return;
    }
    const at = this.criterion ? this.criteria.indexOf(this.criterion) : by > 0 ? -1 : this.criteria.length;
    this.criterion = this.criteria[Math.max(0, Math.min(this.criteria.length - 1, at + by))];
  }

  /** After a level, go to the next waiting criterion; in a text that was complete, simply to the next. `null` at the end. */
  given() {
    if (!this.code || !this.criterion) return;
    const misses = this.misses(this.code);
    misses.delete(this.criterion);
    if (this.across) return;
    const at = this.criteria.indexOf(this.criterion);
    const after = [...this.criteria.slice(at + 1), ...this.criteria.slice(0, at)];
    this.criterion = after.find((one) => misses.has(one)) ?? (this.reviewing ? this.criteria[at + 1] ?? null : null);
  }

  /** Take over a text's state from the server. @param {DeskText} text @param {Set<string>} pending criteria whose level is still being saved */
  hear(text, pending) {
    const open = Object.entries(text.criteria).filter(([id, one]) => one.open && !pending.has(id));
    this.missing.set(text.code, new Set(open.map(([id]) => id)));
  }
}
