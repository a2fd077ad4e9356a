// A table to fill in: given rows and rows of one's own, in the look that its author chose.

import { author, button, el, fill, say } from "./dom.js";
import { blank } from "./answer.js";
import { frame } from "./frame.js";
import { wordBar } from "./prose.js";
import { rowToFill, rowsRead, tableHeads } from "./table_rows.js";
import { startsFrom } from "./table_starts.js";
import { nextOwn, ownAtFirst, ownRows, tableLines, tableRows, typedIn, withRow } from "./table_value.js";

/** @param {string} html */
const plain = (html) => (el("span", {}, author(html)).textContent ?? "").replace(/\s+/gu, " ").trim();

/** @type {OneForm} */
export function tableForm(answer, spec) {
  const { item, words } = answer;
  /** @type {string[]} rows that were added on this page and say nothing yet */
  let added = [];
  /** @type {{ row: string, cells: Record<string, string | true> } | null} */
  let removed = null;
  /** @type {Map<string, ReturnType<typeof rowToFill>>} */
  const drawn = new Map();
  const own = () => ownRows(answer.value, added);
  const { node: heads, hints } = tableHeads(item);
  const list = el("div", { class: "kit-table-rows" });
  const readList = el("div", { class: "kit-table-rows" });
  const shape = { class: "kit-table", "data-look": item.look, "data-columns": String(item.columns.length) };

  function fillUp() {
    while (own().length < ownAtFirst(item)) added.push(nextOwn(own()));
  }
  /** @param {string} row */
  function remove(row) {
    const said = tableRows(answer.value).find((one) => one.row === row);
    removed = { row, cells: said?.cells ?? {} };
    say(told, fill(words["table.removed"], { name: drawn.get(row)?.name.textContent ?? "" }));
    added = added.filter((one) => one !== row);
    if (said) answer.input(withRow(item, answer.value, row));
    else render();
    back.focus();
  }
  const told = el("p", { role: "status" });
  const back = button(words["table.put_back"], () => {
    if (!removed) return;
    const { row, cells } = removed;
    removed = null;
    added.push(row);
    if (Object.keys(cells).length) answer.input(withRow(item, answer.value, row, cells));
    else render();
    drawn.get(row)?.first?.focus();
  });
  const undo = el("div", { class: "kit-table-undo" }, told, back);
  const add = button(words["table.add"], () => {
    const row = nextOwn([...own(), ...(removed ? [removed.row] : [])]);
    added.push(row);
    render();
    drawn.get(row)?.first?.focus();
  });
  const starts = startsFrom(answer, words);
  const gone = el("p", {});
  const counted = el("p", { class: "kit-count" });
  const bar = item.words ? wordBar(words, item.words) : null;

  function render() {
    starts.render();
    fillUp();
    const shown = [...item.rows.map((row) => row.id), ...own()];
    for (const row of shown) if (!drawn.has(row)) drawn.set(row, rowToFill(answer, row, hints, remove));
    for (const row of [...drawn.keys()].filter((one) => !shown.includes(one))) {
      drawn.get(row)?.node.remove();
      drawn.delete(row);
    }
    // A node that is moved loses the focus: only what is new is put in its place.
    shown.forEach((row, at) => {
      const node = drawn.get(row)?.node;
      if (node && list.children[at] !== node) list.insertBefore(node, list.children[at] ?? null);
    });
    drawn.forEach((one) => one.render(own()));
    undo.hidden = !removed;
    add.hidden = own().length >= item.add;
    add.disabled = answer.phase === "opening";
    const lacks = answer.head?.gone ?? [];
    gone.hidden = !lacks.length;
    say(gone, lacks.length ? fill(words["table.not_asked"], { cells: lacks.join(" · ") }) : "");
    bar?.render(typedIn(item, answer.value));
    const filled = tableRows(answer.value).length;
    const open = item.rows.length ? words["table.rows_filled"] : filled === 1 ? words["table.one_filled"] : words["table.many_filled"];
    say(counted, fill(open, { filled, total: shown.length }));
    if (answer.phase !== "done") readList.replaceChildren();
    else if (!readList.childElementCount || readList.dataset.at !== answer.head?.id) {
      readList.dataset.at = answer.head?.id;
      readList.replaceChildren(...rowsRead(answer));
      removed = null;
      added = [];
    }
  }
  const form = frame(answer, spec, {
    kind: "table",
    field: el("div", {}, starts.node, gone, el("div", shape, heads, list), undo, add),
    shown: el("div", shape, tableHeads(item).node, readList),
    count: bar?.node ?? counted,
    describe: (value) => tableLines(item, value, plain).join("\n"),
    refuse: (value) => {
      const filled = tableRows(value).length;
      if (filled >= item.least || blank(value)) return "";
      const empty = [...drawn].find(([row, { first }]) => first && !tableRows(value).some((one) => one.row === row));
      empty?.[1].first?.focus();
      return fill(words["table.least"], { least: item.least, filled });
    },
    onrender: render,
  });
  return { ...form, refresh: starts.refresh };
}
