// A table whose rows are drawn one by one, in every look but panels: names, cells, and explanations next to them.

import { authorHtml } from "../author_html.js";
import { fill } from "../dom.js";
import { cellRead, plain, tableField, whatTheCourseSays } from "./table_cell.js";
import { cellOf, isOwn, ownAtFirst, tableRows } from "./table_value.js";
import { repeat } from "../vendor/directives/repeat.js";
import { html, nothing } from "../vendor/lit-html.js";

/** The rem that a column needs for writing, and its share of the remaining width, by input.
 * @type {Record<TableColumn["input"], [number, string]>} */
const CELL_ROOM = { text: [9, "minmax(0, 4fr)"], tick: [4.5, "minmax(0, 1.5fr)"], date: [9.25, "minmax(0, 9.25rem)"], choice: [8.5, "minmax(0, 3fr)"] };
/** @type {[number, string]} */
const GIVEN_ROOM = [6, "minmax(0, 2.5fr)"];
/** Rem for a field for whole sentences. */
const SENTENCE_ROOM = 15;
/** Rem of a narrow form, as on a phone: below this, fields are under their names, however few they are. */
const LEAST_ROOM = 26;

/** Returns the rows as shown, from the top. @param {Item} item @param {string[]} own */
export function rowsInView(item, own) {
  const rows = [...item.rows.map((row) => row.id), ...own];
  return item.look === "ladder" ? rows.reverse() : rows;
}

/** @param {TableParts} parts @returns {TableLayout} */
export function rowsLayout({ answer, own, id, notes, remove }) {
  const { item, words } = answer;
  /** @param {string} row */
  const given = (row) => item.rows.find((one) => one.id === row);
  /** @param {string} row */
  const ownName = (row) => fill(words["table.own_row"], { number: own.ids.indexOf(row) + 1 });
  /** @param {string} row */
  const nameOf = (row) => (isOwn(row) ? ownName(row) : plain(given(row)?.text));

  // A column that is given in every row is only read, and needs less room.
  /** @param {TableColumn} column */
  const room = (column) => (!item.add && item.rows.every((row) => row.cells[column.id]) ? GIVEN_ROOM : CELL_ROOM[column.input]);
  // A single column to write in next to given text is for whole sentences.
  const sentences = item.columns.filter((column) => room(column) !== GIVEN_ROOM).length === 1 && item.columns.length > 1;
  /** @param {TableColumn} column */
  const least = (column) => (sentences && room(column) === CELL_ROOM.text ? SENTENCE_ROOM : room(column)[0]);
  const template = [item.rows.length ? "minmax(0, 3fr)" : "minmax(0, 6rem)", ...item.columns.map((column) => room(column)[1])].join(" ");
  const needs = 16 * Math.max(LEAST_ROOM, item.columns.reduce((sum, column) => sum + least(column) + 1, item.rows.length ? 9 : 8));

  // The columns' questions once above all rows, only for the eye: each field has its own label and its column's hint.
  const heads = () => html`<div class="kit-table-heads" aria-hidden="true"><div class="kit-table-corner"></div>${item.columns.map((column) =>
    html`<div class="kit-table-head" data-hint=${Boolean(column.hint)}><p class="kit-table-label">${authorHtml(column.label)}</p>
      ${column.hint ? html`<p id="${id}-hint-${column.id}" class="kit-small">${authorHtml(column.hint)}</p>` : nothing}</div>`)}</div>`;

  /** A row: its name with the given text if the table shows that at the side, then its other cells.
   * @param {string} row @param {string} nameId @param {unknown[]} cells in the order of the columns @param {unknown} after the name @param {unknown} [why] */
  function rowOf(row, nameId, cells, after, why = nothing) {
    const isGiven = item.columns.map((column) => Boolean(given(row)?.cells[column.id]));
    // If all other cells of a row are given, the only field takes the whole width when cells are stacked.
    const alone = cells.length > 1 && isGiven.filter((one) => !one).length === 1;
    const boxes = cells.map((cell, at) => html`<div class="kit-table-cell" data-alone=${alone && !isGiven[at] ? "true" : nothing}>${cell}</div>`);
    /** @param {number} at */
    const left = (at) => item.look === "beside" && isGiven[at];
    const beside = boxes.filter((_, at) => !left(at));
    // How many cells are next to a row's name: on paper they share the whole width.
    return html`<div class="kit-table-row" role="group" aria-labelledby=${nameId} data-row=${row} style="--kit-cells:${Math.max(1, beside.length)}">
      <div class="kit-table-side"><p id=${nameId} class="kit-table-name">${isOwn(row) ? ownName(row) : authorHtml(given(row)?.text)}</p>${after}${boxes.filter((_, at) => left(at))}</div>${beside}${why}</div>`;
  }
  /** @param {string} row */
  function filled(row) {
    const told = given(row);
    const cells = item.columns.map((column) => (told?.cells[column.id] ? cellRead(column.label, words, column, undefined, told.cells[column.id])
      : tableField(answer, row, column, { id: `${id}-${row}-${column.id}`, described: column.hint ? `${id}-hint-${column.id}` : "", notes })));
    // A blank row that would come back at once needs no remove button.
    const stays = !isOwn(row) || (own.ids.length <= ownAtFirst(item) && !tableRows(answer.value).some((one) => one.row === row));
    return rowOf(row, `${id}-${row}`, cells, stays ? nothing
      : html`<button type="button" class="kit-button kit-quiet" aria-label="${words["table.remove"]}: ${ownName(row)}" @click=${() => remove(row)}>${words["table.remove"]}</button>`);
  }
  /** @param {string} row */
  function read(row) {
    const told = given(row);
    return rowOf(row, `${id}-read-${row}`, item.columns.map((column) => cellRead(column.label, words, column, cellOf(answer.value, row, column.id), told?.cells[column.id])),
      nothing, told?.explain ? whatTheCourseSays(words, told.explain) : nothing);
  }
  /** @param {(row: string) => unknown} draw */
  function body(draw) {
    const rows = html`<div class="kit-table-rows">${repeat(rowsInView(item, own.ids), (row) => row, draw)}</div>`;
    // A ladder is climbed from its foot: the last row is at the top, and is read and tabbed to first.
    return html`<div class="kit-table-body" data-look=${item.look} data-columns=${item.columns.length} style="--kit-template:${template}">${heads()}${item.look === "ladder"
      ? html`<div class="kit-ladder"><p class="kit-small">${words["table.top"]}</p>${rows}<p class="kit-small">${words["table.foot"]}</p></div>` : rows}</div>`;
  }
  return {
    fill: () => body(filled),
    read: () => body(read),
    nameOf,
    // Columns are side by side if there is room to write in them.
    fit: (part) => part.querySelector(".kit-table-body")?.setAttribute("data-wide", String(item.look === "rows" && part.clientWidth >= needs)),
  };
}
