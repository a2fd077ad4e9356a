// Where the marker is: which text, which criterion, what waits. Nothing here draws or asks the server.

export class State {
  /** @param {DeskBrief[]} texts @param {string[]} criteria ids in the rubric's order */
  constructor(texts, criteria) {
    this.order = texts.map((one) => one.code);
    this.criteria = criteria;
    /** What each text still misses, by code. @type {Map<string, Set<string>>} */
    this.missing = new Map(texts.map((one) => [one.code, new Set(one.missing)]));
    /** @type {string | null} */
    this.code = null;
    /** @type {string | null} */
    this.criterion = null;
    this.reviewing = false;
    /** The one criterion that is marked across all texts. @type {string | null} */
    this.across = null;
    this.whole = this.order;
  }

  /** Mark one criterion across all texts, in an order of its own; or whole texts again.
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

  /** The next text that waits, after the present one and round again; `null` where none does. @param {number} [skip] how many to pass over */
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

  /** To the criterion beside; once a round of one criterion is over, to that one again. @param {1 | -1} by */
  step(by) {
    if (this.across && !this.criterion) {
      this.criterion = this.across;
      return;
    }
    const at = this.criterion ? this.criteria.indexOf(this.criterion) : by > 0 ? -1 : this.criteria.length;
    this.criterion = this.criteria[Math.max(0, Math.min(this.criteria.length - 1, at + by))];
  }

  /** After a level: the next criterion that waits; looking again, the next one; `null` once all is given. */
  given() {
    if (!this.code || !this.criterion) return;
    const misses = this.misses(this.code);
    misses.delete(this.criterion);
    if (this.across) return;
    const at = this.criteria.indexOf(this.criterion);
    const after = [...this.criteria.slice(at + 1), ...this.criteria.slice(0, at)];
    this.criterion = after.find((one) => misses.has(one)) ?? (this.reviewing ? this.criteria[at + 1] ?? null : null);
  }

  /** What the server says of a text. @param {DeskText} text @param {Set<string>} pending criteria on their way */
  hear(text, pending) {
    const open = Object.entries(text.criteria).filter(([id, one]) => one.open && !pending.has(id));
    this.missing.set(text.code, new Set(open.map(([id]) => id)));
  }
}
