// The saved value of a table and changes to it: rows with content, given rows first. Needs no page.

import { isRow } from "./shape.js";

const OWN = "own.";

/** @param {string} row */
export function isOwn(row) {
  return row.startsWith(OWN);
}

/** @param {string} row the number of a row that the learner added */
const numberOf = (row) => Number(row.slice(OWN.length));

/** @param {Value} value @returns {TableRow[]} */
export function tableRows(value) {
  return value && Array.isArray(value.rows) ? value.rows.filter(isRow) : [];
}

/** @param {Value} value @param {string} row @param {string} column @returns {string | true | undefined} */
export function cellOf(value, row, column) {
  return tableRows(value).find((one) => one.row === row)?.cells[column];
}

/** @param {unknown} said */
const says = (said) => said === true || (typeof said === "string" && said.trim() !== "");

/** Returns rows in the form's order without blank cells and rows; rows unknown to the form are kept.
 * @param {Item} item @param {TableRow[]} rows */
function tableOf(item, rows) {
  /** @param {TableRow["cells"]} cells */
  const worded = (cells) => Object.fromEntries(Object.entries(cells).filter(([, said]) => says(said)));
  const given = item.rows.map((row) => row.id);
  /** @param {string} row */
  const place = (row) => (isOwn(row) ? given.length + numberOf(row) : given.includes(row) ? given.indexOf(row) : given.length);
  const kept = rows
    .map(({ row, cells }) => ({ row, cells: worded(cells) }))
    .filter(({ cells }) => Object.keys(cells).length);
  return { rows: kept.sort((a, b) => place(a.row) - place(b.row)) };
}

/** Returns the table with one cell changed.
 * @param {Item} item @param {Value} value @param {string} row @param {string} column @param {string | true | undefined} said */
export function withCell(item, value, row, column, said) {
  const before = tableRows(value);
  const known = before.some((one) => one.row === row) ? before : [...before, { row, cells: {} }];
  return tableOf(item, known.map((one) => (one.row === row ? { row, cells: { ...one.cells, [column]: said ?? "" } } : one)));
}

/** Returns the table with a row replaced, or without it.
 * @param {Item} item @param {Value} value @param {string} row @param {Record<string, string | true>} [cells] */
export function withRow(item, value, row, cells = {}) {
  return tableOf(item, [...tableRows(value).filter((one) => one.row !== row), { row, cells }]);
}

/** Returns the learner's own rows that are shown: those with content, and those added on this page.
 * @param {Value} value @param {string[]} added */
export function ownRows(value, added) {
  const own = tableRows(value).map((one) => one.row).filter(isOwn);
  return [...new Set([...own, ...added])].sort((a, b) => numberOf(a) - numberOf(b));
}

/** @param {string[]} own */
export function nextOwn(own) {
  return `${OWN}${Math.max(0, ...own.map(numberOf)) + 1}`;
}

/** Returns how many rows of their own a learner starts with, so that no table starts without a line.
 * @param {Item} item */
export function ownAtFirst(item) {
  return Math.min(item.add, Math.max(item.rows.length ? 0 : 1, item.least - item.rows.length));
}

/** Returns all typed text, for counting, without dates and choices.
 * @param {Item} item @param {Value} value */
export function typedIn(item, value) {
  const chosen = item.columns.filter((column) => column.input !== "text").map((column) => column.id);
  return tableRows(value).flatMap(({ cells }) => Object.entries(cells))
    .filter(([column]) => !chosen.includes(column)).map(([, said]) => said).join("\n");
}

/** Returns an answer as lines of text, one for each row. `plain` turns an author's HTML into text.
 * @param {Item} item @param {Value} value @param {(html: string) => string} plain */
export function tableLines(item, value, plain) {
  const single = item.columns.length === 1;
  return tableRows(value).map(({ row, cells }) => {
    const name = isOwn(row) ? "" : plain(item.rows.find((one) => one.id === row)?.text ?? row);
    const said = [...new Set([...item.columns.map((column) => column.id), ...Object.keys(cells)])]
      .filter((id) => says(cells[id]))
      .map((id) => {
        const column = item.columns.find((one) => one.id === id);
        const label = column ? plain(column.label) : id;
        const words = cellText(column, cells[id]);
        return words === "" ? label : single ? words : `${label}: ${words}`;
      });
    return [name && (/[.?!:…]$/u.test(name) ? name : `${name}.`), said.join("; ")].filter(Boolean).join(" ");
  });
}

/** Returns a cell's text; empty for a tick, whose column name says it.
 * @param {TableColumn | undefined} column @param {string | true | undefined} said */
export function cellText(column, said) {
  if (said === true || said === undefined) return "";
  return column?.options.find((one) => one.id === said)?.label ?? said.trim();
}
