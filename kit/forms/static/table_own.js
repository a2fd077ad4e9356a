// The rows that a learner adds to a table, and the last one that was taken away. No page is needed.

import { nextOwn, ownAtFirst, ownRows, tableRows, withRow } from "./table_value.js";

/** A row is added to the whole table, or to one column where each column is a panel: then `column` names it. */
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

  /** The rows that a panel shows: those with something in its column, and those that were added there.
   * @param {string} column */
  inColumn(column) {
    return this.ids.filter((row) => this.added.get(row) === column || column in this.cells(row));
  }

  // Nobody meets a table, or a panel without given rows, with no line to write on.
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

  /** A whole row, or what one panel has of it. @param {string} row @param {string} [column] */
  remove(row, column = "") {
    const cells = Object.entries(this.cells(row));
    const taken = cells.filter(([id]) => !column || id === column);
    this.removed = { row, column, cells: Object.fromEntries(taken) };
    this.added.delete(row);
    const left = Object.fromEntries(cells.filter(([id]) => column && id !== column));
    if (taken.length) this.answer.input(withRow(this.answer.item, this.answer.value, row, left));
  }

  /** The row that was taken away, in its place again. */
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

  // What is done stands as it is: lines that say nothing are gone.
  settle() {
    this.added.clear();
    this.removed = null;
  }
}
