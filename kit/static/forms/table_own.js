// The rows that a learner adds to a table, and the last one that was removed. Needs no page.

import { nextOwn, ownAtFirst, ownRows, tableRows, withRow } from "./table_value.js";

/** The rows of the whole table; if each column is a panel, a row belongs to one `column`. */
export class OwnRows {
  /** @param {Answer} answer */
  constructor(answer) {
    this.answer = answer;
    /** @type {Map<string, string>} rows that were added on this page, with their column */
    this.added = new Map();
    /** @type {{ row: string, column: string, cells: Record<string, string | true> } | null} */
    this.removed = null;
  }

  get ids() {
    return ownRows(this.answer.value, [...this.added.keys()]);
  }

  get full() {
    return this.ids.length >= this.answer.item.add;
  }

  /** Returns the rows that a panel shows: those with text in its column, and those that were added there.
   * @param {string} column */
  inColumn(column) {
    return this.ids.filter((row) => this.added.get(row) === column || column in this.cells(row));
  }

  // No table, and no panel without given rows, starts without a line to write on.
  fillUp() {
    const { item } = this.answer;
    if (item.look === "columns") {
      for (const { id } of item.rows.length ? [] : item.columns) if (!this.full && !this.inColumn(id).length) this.add(id);
    } else while (this.ids.length < ownAtFirst(item)) this.add();
  }

  add(column = "") {
    const row = nextOwn([...this.ids, ...(this.removed ? [this.removed.row] : [])]);
    this.added.set(row, column);
    return row;
  }

  /** Removes a whole row, or one panel's part of it. @param {string} row @param {string} [column] */
  remove(row, column = "") {
    const cells = Object.entries(this.cells(row));
    const taken = cells.filter(([id]) => !column || id === column);
    this.removed = { row, column, cells: Object.fromEntries(taken) };
    this.added.delete(row);
    const left = Object.fromEntries(cells.filter(([id]) => column && id !== column));
    if (taken.length) this.answer.input(withRow(this.answer.item, this.answer.value, row, left));
  }

  /** Puts the removed row back in its place. */
  putBack() {
    if (!this.removed) return "";
    const { row, column, cells } = this.removed;
    this.removed = null;
    this.added.set(row, column);
    if (Object.keys(cells).length)
      this.answer.input(withRow(this.answer.item, this.answer.value, row, { ...this.cells(row), ...cells }));
    return row;
  }

  /** @param {string} row */
  cells(row) {
    return tableRows(this.answer.value).find((one) => one.row === row)?.cells ?? {};
  }

  // Once an answer is done, blank rows are removed.
  settle() {
    this.added.clear();
    this.removed = null;
  }
}
