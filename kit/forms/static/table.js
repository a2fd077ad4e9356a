// A table to fill in: given rows and the learner's own rows, in the look that its author chose.

import { author, button, el, fill, say } from "./dom.js";
import { blank } from "./answer.js";
import { frame } from "./frame.js";
import { wordBar } from "./prose.js";
import { columnsLayout } from "./table_columns.js";
import { OwnRows } from "./table_own.js";
import { rowsInView, rowsLayout } from "./table_rows.js";
import { startsFrom } from "./table_starts.js";
import { tableLines, tableRows, typedIn } from "./table_value.js";

/** @param {string} html */
const plain = (html) => (el("span", {}, author(html)).textContent ?? "").replace(/\s+/gu, " ").trim();

/** @type {OneForm} */
export function tableForm(answer, spec) {
  const { item, words } = answer;
  const own = new OwnRows(answer);
  const starts = startsFrom(answer, words);
  const told = el("p", { role: "status" });
  const back = button(words["table.put_back"], () => {
    const row = own.putBack();
    render();
    layout.first(row)?.focus();
  });
  const undo = el("div", { class: "kit-table-undo" }, told, back);
  /** @param {string} row @param {string} [column] */
  function remove(row, column) {
    say(told, fill(words["table.removed"], { name: layout.nameOf(row) }));
    own.remove(row, column);
    render();
    back.focus();
  }
  /** @param {string} [column] */
  function addRow(column) {
    const row = own.add(column);
    render();
    layout.first(row)?.focus();
  }
  const panels = item.look === "columns";
  const ladder = item.look === "ladder";
  const layout = panels ? columnsLayout(answer, own, remove, addRow) : rowsLayout(answer, own, remove);
  const add = panels ? null : button(words["table.add"], () => addRow());
  const gone = el("p", {});
  const read = el("div", {});
  const counted = el("p", { class: "kit-count" });
  const bar = item.words ? wordBar(words, item.words) : null;

  function render() {
    const done = answer.phase === "done";
    if (done) own.settle();
    starts.render();
    if (!done) own.fillUp();
    layout.render();
    undo.hidden = !own.removed;
    if (add) {
      add.hidden = own.full;
      add.disabled = answer.phase === "opening";
    }
    const lacks = answer.head?.gone ?? [];
    gone.hidden = !lacks.length;
    say(gone, lacks.length ? fill(words["table.not_asked"], { cells: lacks.join(" · ") }) : "");
    bar?.render(typedIn(item, answer.value));
    const filled = tableRows(answer.value).length;
    const open = item.rows.length ? words["table.rows_filled"] : filled === 1 ? words["table.one_filled"] : words["table.many_filled"];
    say(counted, fill(open, { filled, total: item.rows.length + own.ids.length }));
    const at = done ? answer.head.id : "";
    if (read.dataset.at !== at) read.replaceChildren(...(done ? [layout.read()] : []));
    read.dataset.at = at;
    if (read.firstElementChild instanceof HTMLElement) layout.fit?.(read.firstElementChild);
  }
  const form = frame(answer, spec, {
    kind: "table",
    // The button is where a new row appears: on a ladder, at the top.
    field: el("div", {}, starts.node, gone, el("div", { class: "kit-table-whole" }, ladder ? [add, undo, layout.node] : [layout.node, undo, add])),
    shown: read,
    count: bar?.node ?? counted,
    describe: (value) => tableLines(item, value, plain).join("\n"),
    refuse: (value) => {
      const filled = tableRows(value).map((one) => one.row);
      if (filled.length >= item.least || blank(value)) return "";
      const empty = rowsInView(item, own.ids).find((row) => !filled.includes(row) && layout.first(row));
      layout.first(empty ?? "")?.focus();
      return fill(words["table.least"], { least: item.least, filled: filled.length });
    },
    onrender: render,
  });
  return { ...form, refresh: starts.refresh };
}
