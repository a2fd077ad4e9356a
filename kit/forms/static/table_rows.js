// A table whose rows are drawn one by one, in every look but panels: names, cells, and explanations next to them.

import { author, button, el, fill, freshId, keptInOrder } from "./dom.js";
import { cellRead, tableField, whatTheCourseSays } from "./table_cell.js";
import { cellOf, isOwn, ownAtFirst, tableRows } from "./table_value.js";

/** The rem that a column needs for writing, and its share of the remaining width, by input.
 * @type {Record<TableColumn["input"], [number, string]>} */
const CELL_ROOM = { text: [9, "minmax(0, 4fr)"], tick: [4.5, "minmax(0, 1.5fr)"], date: [9.25, "minmax(0, 9.25rem)"], choice: [8.5, "minmax(0, 3fr)"] };
/** @type {[number, string]} */
const GIVEN_ROOM = [6, "minmax(0, 2.5fr)"];
/** Rem for a field for whole sentences. */
const SENTENCE_ROOM = 15;
/** Rem of a narrow form, as on a phone: below this, fields are under their names, however few they are. */
const LEAST_ROOM = 26;

/** Shows the columns' questions once above all rows, only for the eye: each field has its own label and its column's
 * hint.
 * @param {Item} item */
function tableHeads(item) {
  const heads = item.columns.map((column) => ({ column, hintId: column.hint ? freshId("hint") : "" }));
  const node = el("div", { class: "kit-table-heads", "aria-hidden": "true" }, el("div", { class: "kit-table-corner" }),
    heads.map(({ column, hintId }) => el("div", { class: "kit-table-head", "data-hint": String(Boolean(hintId)) },
      el("p", { class: "kit-table-label" }, author(column.label)),
      hintId ? el("p", { id: hintId, class: "kit-small" }, author(column.hint)) : null)));
  return { node, hints: Object.fromEntries(heads.map(({ column, hintId }) => [column.id, hintId])) };
}

/** @param {Item} item @param {Words} words @param {string} row @param {string[]} own */
function rowName(item, words, row, own) {
  if (!isOwn(row)) return author(item.rows.find((one) => one.id === row)?.text);
  return document.createTextNode(fill(words["table.own_row"], { number: own.indexOf(row) + 1 }));
}

/** Returns the parts of a row: its name with the given text if the table shows that at the side, then its other
 * cells.
 * @param {Item} item @param {TableGiven | undefined} given @param {(HTMLElement | null)[]} name @param {HTMLElement[]} cells in the order of the columns */
function rowParts(item, given, name, cells) {
  const isGiven = item.columns.map((column) => Boolean(given?.cells[column.id]));
  // If all other cells of a row are given, the only field takes the whole width when cells are stacked.
  const alone = cells.length > 1 && isGiven.filter((one) => !one).length === 1;
  const boxes = cells.map((cell, at) => ({
    box: el("div", { class: "kit-table-cell", "data-alone": alone && !isGiven[at] && "true" }, cell),
    left: item.look === "beside" && isGiven[at],
  }));
  return [
    el("div", { class: "kit-table-side" }, name, boxes.filter(({ left }) => left).map(({ box }) => box)),
    ...boxes.filter(({ left }) => !left).map(({ box }) => box),
  ];
}

/** Sets how many cells are next to a row's name: on paper they share the whole width. @param {HTMLElement[]} parts */
const besideIt = (parts) => `--kit-cells:${Math.max(1, parts.length - 1)}`;

/** Makes a row to fill in.
 * @param {Answer} answer @param {string} row @param {Record<string, string>} hints @param {(row: string) => void} remove */
function rowToFill(answer, row, hints, remove) {
  const { item, words } = answer;
  const given = item.rows.find((one) => one.id === row);
  const nameId = freshId("row");
  const name = el("p", { id: nameId, class: "kit-table-name" });
  const cells = item.columns.map((column) => (given?.cells[column.id]
    ? { node: cellRead(author(column.label), words, column, undefined, given.cells[column.id]), render: () => {}, field: null }
    : tableField(answer, row, column, hints[column.id])));
  const take = isOwn(row) ? button(words["table.remove"], () => remove(row), "quiet") : null;
  const parts = rowParts(item, given, [name, take], cells.map((cell) => cell.node));
  const node = el("div", { class: "kit-table-row", role: "group", "aria-labelledby": nameId, "data-row": row, style: besideIt(parts) }, parts);
  /** @param {string[]} own */
  const render = (own) => {
    const shown = String(own.indexOf(row));
    if (name.dataset.shown !== shown) name.replaceChildren(rowName(item, words, row, own));
    name.dataset.shown = shown;
    take?.setAttribute("aria-label", `${words["table.remove"]}: ${name.textContent}`);
    // A blank row that would come back at once needs no remove button.
    if (take) take.hidden = own.length <= ownAtFirst(item) && !tableRows(answer.value).some((one) => one.row === row);
    cells.forEach((cell) => cell.render());
  };
  return { node, name, render, first: cells.find((cell) => cell.field)?.field ?? null };
}

/** Returns the rows as shown, from the top. @param {Item} item @param {string[]} own */
export function rowsInView(item, own) {
  const rows = [...item.rows.map((row) => row.id), ...own];
  return item.look === "ladder" ? rows.reverse() : rows;
}

/** @param {Answer} answer @param {import("./table_own.js").OwnRows} own @param {(row: string) => void} remove @returns {TableLayout} */
export function rowsLayout(answer, own, remove) {
  const { item, words } = answer;
  const { node: heads, hints } = tableHeads(item);
  const shape = { class: "kit-table-body", "data-look": item.look, "data-columns": String(item.columns.length) };
  const list = el("div", { class: "kit-table-rows" });
  // A ladder is climbed from its foot: the last row is at the top, and is read and tabbed to first.
  const ladder = item.look === "ladder";
  /** @param {HTMLElement} rows */
  const drawnIn = (rows) => (ladder
    ? el("div", { class: "kit-ladder" }, el("p", { class: "kit-small", text: words["table.top"] }), rows, el("p", { class: "kit-small", text: words["table.foot"] }))
    : rows);
  const node = el("div", shape, heads, drawnIn(list));
  /** @type {Map<string, ReturnType<typeof rowToFill>>} */
  const drawn = new Map();
  const shown = () => rowsInView(item, own.ids);
  // A column that is given in every row is only read, and needs less room.
  /** @param {TableColumn} column */
  const room = (column) => (!item.add && item.rows.every((row) => row.cells[column.id]) ? GIVEN_ROOM : CELL_ROOM[column.input]);
  // A single column to write in next to given text is for whole sentences.
  const sentences = item.columns.filter((column) => room(column) !== GIVEN_ROOM).length === 1 && item.columns.length > 1;
  /** @param {TableColumn} column */
  const least = (column) => (sentences && room(column) === CELL_ROOM.text ? SENTENCE_ROOM : room(column)[0]);
  const template = [item.rows.length ? "minmax(0, 3fr)" : "minmax(0, 6rem)", ...item.columns.map((column) => room(column)[1])].join(" ");
  const needs = 16 * Math.max(LEAST_ROOM, item.columns.reduce((sum, column) => sum + least(column) + 1, item.rows.length ? 9 : 8));
  /** Puts columns side by side if there is room to write in them. @param {HTMLElement} table */
  const fit = (table) => {
    const wide = item.look === "rows" && table.clientWidth >= needs;
    if (table.dataset.wide === String(wide)) return;
    table.dataset.wide = String(wide);
    table.style.setProperty("--kit-template", template);
  };
  return {
    node,
    fit,
    render: () => {
      fit(node);
      const rows = keptInOrder(list, drawn, shown(), (row) => rowToFill(answer, row, hints, remove));
      rows.forEach((one) => one.render(own.ids));
    },
    first: (row) => drawn.get(row)?.first ?? null,
    nameOf: (row) => drawn.get(row)?.name.textContent ?? "",
    read: () => el("div", shape, tableHeads(item).node,
      drawnIn(el("div", { class: "kit-table-rows" }, shown().map((row) => {
        const given = item.rows.find((one) => one.id === row);
        const nameId = freshId("row");
        const parts = rowParts(item, given, [el("p", { id: nameId, class: "kit-table-name" }, rowName(item, words, row, own.ids))], item.columns.map((column) =>
          cellRead(author(column.label), words, column, cellOf(answer.value, row, column.id), given?.cells[column.id])));
        return el("div", { class: "kit-table-row", role: "group", "aria-labelledby": nameId, "data-row": row, style: besideIt(parts) }, parts,
          given?.explain ? whatTheCourseSays(words, given.explain) : null);
      })))),
  };
}
