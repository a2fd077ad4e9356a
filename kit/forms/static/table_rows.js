// The rows of a table as they stand on the page: their names, their cells, what is explained beside them.

import { author, button, el, fill, freshId } from "./dom.js";
import { cellRead, tableField } from "./table_cell.js";
import { cellOf, isOwn, ownRows } from "./table_value.js";

/** What the columns ask, once above all rows; each field is described by its column's hint.
 * @param {Item} item */
export function tableHeads(item) {
  const heads = item.columns.map((column) => ({
    column,
    hintId: column.hint ? freshId("hint") : "",
  }));
  const node = el("div", { class: "kit-table-heads" },
    item.rows.length || item.add ? el("div", { class: "kit-table-corner" }) : null,
    heads.map(({ column, hintId }) => el("div", { class: "kit-table-head" },
      el("p", { class: "kit-table-label" }, author(column.label)),
      column.hint ? el("p", { id: hintId, class: "kit-small" }, author(column.hint)) : null)));
  return { node, hints: Object.fromEntries(heads.map(({ column, hintId }) => [column.id, hintId])) };
}

/** The name of a row: what is given, or that it is the learner's own.
 * @param {Item} item @param {Words} words @param {string} row @param {string[]} own */
export function rowName(item, words, row, own) {
  if (!isOwn(row)) return author(item.rows.find((one) => one.id === row)?.text);
  return document.createTextNode(fill(words["table.own_row"], { number: own.indexOf(row) + 1 }));
}

/** A row to fill in.
 * @param {Answer} answer @param {string} row @param {Record<string, string>} hints @param {((row: string) => void)} remove */
export function rowToFill(answer, row, hints, remove) {
  const { item, words } = answer;
  const given = item.rows.find((one) => one.id === row);
  const nameId = freshId("row");
  const name = el("p", { id: nameId, class: "kit-table-name" });
  const cells = item.columns.map((column) => (given?.cells[column.id]
    ? { node: cellRead(words, column, undefined, given.cells[column.id]), render: () => {}, field: null }
    : tableField(answer, row, column, hints[column.id])));
  const take = isOwn(row) ? button(words["table.remove"], () => remove(row), "quiet") : null;
  const node = el("div", { class: "kit-table-row", role: "group", "aria-labelledby": nameId, "data-row": row },
    el("div", { class: "kit-table-side" }, name, take),
    cells.map((cell) => el("div", { class: "kit-table-cell" }, cell.node)));
  /** @param {string[]} own */
  const render = (own) => {
    const shown = String(own.indexOf(row));
    if (name.dataset.shown !== shown) name.replaceChildren(rowName(item, words, row, own));
    name.dataset.shown = shown;
    take?.setAttribute("aria-label", `${words["table.remove"]}: ${name.textContent}`);
    cells.forEach((cell) => cell.render());
  };
  return { node, name, render, first: cells.find((cell) => cell.field)?.field ?? null };
}

/** All rows once the table is done, and what the course says of each.
 * @param {Answer} answer */
export function rowsRead(answer) {
  const { item, words, value } = answer;
  const own = ownRows(value, []);
  return [...item.rows.map((row) => row.id), ...own].map((row) => {
    const given = item.rows.find((one) => one.id === row);
    return el("div", { class: "kit-table-row", "data-row": row },
      el("div", { class: "kit-table-side" }, el("p", { class: "kit-table-name" }, rowName(item, words, row, own))),
      item.columns.map((column) => el("div", { class: "kit-table-cell" },
        cellRead(words, column, cellOf(value, row, column.id), given?.cells[column.id]))),
      given?.explain ? el("div", { class: "kit-why" }, author(given.explain)) : null);
  });
}
