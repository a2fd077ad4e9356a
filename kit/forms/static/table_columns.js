// A table whose columns are panels: each takes its own entries, next to the rows that are given in all of them.

import { author, button, el, fill, freshId, keptInOrder } from "./dom.js";
import { cellRead, tableField, whatTheCourseSays } from "./table_cell.js";
import { cellOf, isOwn } from "./table_value.js";

/** Makes an entry of a panel: a given row's field under its name, or a field of the learner's own.
 * @param {Answer} answer @param {string} row @param {TableColumn} column @param {string} hint @param {(row: string, column: string) => void} remove */
function panelEntry(answer, row, column, hint, remove) {
  const { item, words } = answer;
  const given = item.rows.find((one) => one.id === row);
  if (given?.cells[column.id])
    return { node: el("li", {}, cellRead(author(given.text), words, column, undefined, given.cells[column.id])), render: () => {}, first: null };
  const cell = tableField(answer, row, { ...column, label: given?.text ?? "" }, hint);
  const take = isOwn(row) ? button(words["table.remove"], () => remove(row, column.id), "quiet") : null;
  /** @param {number} number @param {boolean} only */
  const render = (number, only) => {
    if (isOwn(row)) cell.named(fill(words["table.own_entry"], { number }));
    take?.setAttribute("aria-label", `${words["table.remove"]}: ${fill(words["table.own_entry"], { number })}`);
    // A blank entry that would come back at once needs no remove button.
    if (take) take.hidden = only && cellOf(answer.value, row, column.id) === undefined;
    cell.render();
  };
  return { node: el("li", { "data-row": row }, cell.node, take), render, first: cell.field };
}

/** @param {Answer} answer @param {import("./table_own.js").OwnRows} own @param {(row: string, column: string) => void} remove @param {(column: string) => void} add
 * @returns {TableLayout} */
export function columnsLayout(answer, own, remove, add) {
  const { item, words } = answer;
  const panels = item.columns.map((column) => {
    const headId = freshId("panel");
    const hintId = column.hint ? freshId("hint") : "";
    const list = el("ul", {});
    const more = button(words["table.add_entry"], () => add(column.id));
    more.setAttribute("aria-describedby", headId);
    // Not a section: with a name it would be a landmark, and another table on the page may have panels with the
    // same names.
    const node = el("div", { class: "kit-panel", role: "group", "aria-labelledby": headId },
      el("h4", { id: headId }, author(column.label)),
      column.hint ? el("p", { id: hintId, class: "kit-small" }, author(column.hint)) : null, list, more);
    /** @type {Map<string, ReturnType<typeof panelEntry>>} */
    const drawn = new Map();
    const render = () => {
      const mine = own.inColumn(column.id);
      const shown = [...item.rows.map((row) => row.id), ...mine];
      const entries = keptInOrder(list, drawn, shown, (row) => panelEntry(answer, row, column, hintId, remove));
      entries.forEach((entry, at) => entry.render(mine.indexOf(shown[at]) + 1, !item.rows.length && mine.length < 2));
      more.hidden = own.full;
      more.disabled = answer.phase === "opening";
    };
    return { node, render, drawn, column };
  });
  return {
    node: el("div", { class: "kit-panels" }, panels.map((panel) => panel.node)),
    render: () => panels.forEach((panel) => panel.render()),
    first: (row) => panels.map((panel) => panel.drawn.get(row)?.first).find(Boolean) ?? null,
    nameOf: (row) => {
      const number = panels.map((panel) => own.inColumn(panel.column.id).indexOf(row) + 1).find(Boolean) ?? 1;
      return fill(words["table.own_entry"], { number });
    },
    read: () => el("div", { class: "kit-panels" }, item.columns.map((column) => el("section", { class: "kit-panel" },
      el("h4", {}, author(column.label)),
      el("ul", {}, [...item.rows.map((row) => row.id), ...own.inColumn(column.id)].map((row) => {
        const given = item.rows.find((one) => one.id === row);
        return el("li", {}, cellRead(given ? author(given.text) : null, words, column, cellOf(answer.value, row, column.id), given?.cells[column.id]));
      })))), explained(item, words)),
  };
}

/** Shows what the course says about each given row, below the panels. @param {Item} item @param {Words} words */
function explained(item, words) {
  const told = item.rows.filter((row) => row.explain);
  return told.length
    ? el("div", { class: "kit-panels-why" }, told.map((row) => whatTheCourseSays(words, row.explain, el("p", {}, el("strong", {}, author(row.text))))))
    : null;
}
