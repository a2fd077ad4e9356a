// A table whose columns are panels: each takes its own entries, next to the rows that are given in all of them.

import { authorHtml } from "../author_html.js";
import { fill } from "../dom.js";
import { cellRead, tableField, whatTheCourseSays } from "./table_cell.js";
import { cellOf, isOwn } from "./table_value.js";
import { repeat } from "../vendor/directives/repeat.js";
import { html, nothing } from "../vendor/lit-html.js";

/** @param {TableParts} parts @returns {TableLayout} */
export function columnsLayout({ answer, own, id, notes, remove, add }) {
  const { item, words } = answer;
  const given = item.rows.map((row) => row.id);
  /** @param {number} number */
  const entry = (number) => fill(words["table.own_entry"], { number });

  /** An entry of a panel: a given row's field under its name, or a field of the learner's own.
   * @param {TableColumn} column @param {string[]} mine @param {string} row */
  function filled(column, mine, row) {
    const told = item.rows.find((one) => one.id === row);
    if (told?.cells[column.id]) return html`<li>${cellRead(told.text, words, column, undefined, told.cells[column.id])}</li>`;
    const field = { id: `${id}-${row}-${column.id}`, described: column.hint ? `${id}-hint-${column.id}` : "", notes };
    if (!isOwn(row)) return html`<li data-row=${row}>${tableField(answer, row, { ...column, label: told?.text ?? "" }, field)}</li>`;
    const named = entry(mine.indexOf(row) + 1);
    // A blank entry that would come back at once needs no remove button.
    const stays = !given.length && mine.length < 2 && cellOf(answer.value, row, column.id) === undefined;
    // The label is interface text, not the column's.
    return html`<li data-row=${row}>${tableField(answer, row, column, { ...field, named, lang: null })}${stays ? nothing
      : html`<button type="button" class="kit-button kit-quiet" aria-label="${words["table.remove"]}: ${named}" @click=${() => remove(row, column.id)}>${words["table.remove"]}</button>`}</li>`;
  }
  // Not a section: with a name it would be a landmark, and another table on the page may have panels with the same names.
  /** @param {TableColumn} column */
  function panel(column) {
    const mine = own.inColumn(column.id);
    return html`<div class="kit-panel" role="group" aria-labelledby="${id}-head-${column.id}"><h4 id="${id}-head-${column.id}">${authorHtml(column.label)}</h4>
      ${column.hint ? html`<p id="${id}-hint-${column.id}" class="kit-small">${authorHtml(column.hint)}</p>` : nothing}
      <ul>${repeat([...given, ...mine], (row) => row, (row) => filled(column, mine, row))}</ul>
      ${own.full ? nothing : html`<button type="button" class="kit-button kit-plain" aria-describedby="${id}-head-${column.id}"
        ?disabled=${answer.phase === "opening"} @click=${() => add(column.id)}>${words["table.add_entry"]}</button>`}</div>`;
  }
  /** @param {TableColumn} column */
  const read = (column) => html`<section class="kit-panel"><h4>${authorHtml(column.label)}</h4><ul>${[...given, ...own.inColumn(column.id)].map((row) => {
    const told = item.rows.find((one) => one.id === row);
    return html`<li>${cellRead(told?.text, words, column, cellOf(answer.value, row, column.id), told?.cells[column.id])}</li>`;
  })}</ul></section>`;
  const explained = item.rows.filter((row) => row.explain);
  return {
    fill: () => html`<div class="kit-panels">${item.columns.map(panel)}</div>`,
    nameOf: (row) => entry(item.columns.map((column) => own.inColumn(column.id).indexOf(row) + 1).find(Boolean) ?? 1),
    read: () => html`<div class="kit-panels">${item.columns.map(read)}${explained.length ? html`<div class="kit-panels-why">${explained.map((row) =>
      whatTheCourseSays(words, row.explain, html`<p><strong>${authorHtml(row.text)}</strong></p>`))}</div>` : nothing}</div>`,
  };
}
