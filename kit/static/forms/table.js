// A table to fill in: given rows and the learner's own rows, in the look that its author chose.

import { el, fill, fillWithCourse, freshId } from "../dom.js";
import { blank } from "./answer.js";
import { frame } from "./frame.js";
import { wordBar } from "./prose.js";
import { plain } from "./table_cell.js";
import { columnsLayout } from "./table_columns.js";
import { OwnRows } from "./table_own.js";
import { rowsInView, rowsLayout } from "./table_rows.js";
import { tableLines, tableRows, typedIn } from "./table_value.js";
import { grown } from "./text_field.js";
import { html, nothing, render } from "../vendor/lit-html.js";

const NOTE_PAUSE = 1200;

/** One calm sentence under a cell that states a lack as a fact. The course is asked once the learner pauses; without a
 * course nothing is shown. @typedef {ReturnType<typeof liveNotes>} LiveNotes @param {Answer} answer @param {() => void} draw */
function liveNotes(answer, draw) {
  /** @type {Map<string, { typed: string, sentence: string, timer?: number }>} */
  const cells = new Map();
  /** @param {string} id the field's @param {string} typed */
  function typed(id, typed) {
    if (!answer.item.live) return;
    const cell = cells.get(id) ?? { typed, sentence: "" };
    clearTimeout(cell.timer);
    /** @param {string} sentence */
    const show = (sentence) => {
      if (cell.typed !== typed) return;
      cell.sentence = sentence;
      draw();
    };
    cell.typed = typed;
    cell.timer = setTimeout(() => (typed.trim()
      ? answer.kernel.ask({ type: "note", text: typed }, { reply: (reply) => reply.ok && show(reply.caution) }) : show("")), NOTE_PAUSE);
    cells.set(id, cell);
  }
  /** @param {string} id */
  const under = (id) => (answer.item.live
    ? html`<p class="kit-table-note" role="status" ?hidden=${!cells.get(id)?.sentence}>${cells.get(id)?.sentence ?? ""}</p>` : nothing);
  return { typed, under };
}

/** The learner's own text from an earlier table, to start with. It comes in a reply and is never part of the question. It is
 * saved here only after a change or Done.
 * @param {Answer} answer */
function startsFrom(answer) {
  const { item, kernel, words } = answer;
  /** @type {Kept | null} */
  let first = null;
  let begun = false;
  function begin() {
    if (!first || begun || answer.phase !== "writing" || answer.deleted) return;
    begun = true;
    if (!answer.empty || answer.head || answer.draftAt) return;
    answer.value = first.value;
    // Text that was private there must not become shared here.
    if (first.lane === "private" && item.laneOpen) answer.lane = "private";
    answer.changed();
  }
  const line = () => (item.startsFrom && answer.phase === "writing" && (!first || begun)
    ? html`<p class="kit-small kit-table-starts">${fillWithCourse(first ? words["table.starts"] : words["table.starts_later"], { title: plain(item.startsFrom) })}</p>` : nothing);
  function refresh() {
    if (item.startsFrom)
      kernel.ask({ type: "earlier" }, {
        reply: (reply) => {
          first = (reply.ok && reply.heads?.[0]) || null;
          answer.changed();
        },
      });
  }
  return { line, begin, refresh };
}

/** @type {OneForm} */
export function tableForm(answer, spec) {
  const { item, words } = answer;
  const own = new OwnRows(answer);
  const starts = startsFrom(answer);
  const [field, shown] = [el("div", {}), el("div", {})];
  const counted = el("p", { class: "kit-count" });
  const bar = item.words ? wordBar(words, item.words) : null;
  let removed = "";
  /** The first field of a row. @param {string} row @returns {HTMLElement | null} */
  const first = (row) => field.querySelector(`[data-row="${CSS.escape(row)}"]`)?.querySelector("textarea, input, select, button") ?? null;
  /** @param {string} [column] */
  function add(column) {
    const row = own.add(column);
    draw();
    first(row)?.focus();
  }
  /** @param {string} row @param {string} [column] */
  function remove(row, column) {
    removed = fill(words["table.removed"], { name: layout.nameOf(row) });
    own.remove(row, column);
    draw();
    field.querySelector(".kit-table-undo")?.querySelector("button")?.focus();
  }
  function putBack() {
    const row = own.putBack();
    draw();
    first(row)?.focus();
  }
  const parts = { answer, own, id: freshId("table"), notes: liveNotes(answer, draw), remove, add };
  const layout = item.look === "columns" ? columnsLayout(parts) : rowsLayout(parts);

  function whole() {
    const lacks = answer.head?.gone ?? [];
    const undo = html`<div class="kit-table-undo" ?hidden=${!own.removed}><p role="status">${removed}</p>
      <button type="button" class="kit-button kit-plain" @click=${putBack}>${words["table.put_back"]}</button></div>`;
    const more = item.look === "columns" || own.full ? nothing
      : html`<button type="button" class="kit-button kit-plain" ?disabled=${answer.phase === "opening"} @click=${() => add()}>${words["table.add"]}</button>`;
    // The button is where a new row appears: on a ladder, at the top.
    const ladder = item.look === "ladder";
    return html`${starts.line()}${lacks.length ? html`<p>${fill(words["table.not_asked"], { cells: lacks.join(" · ") })}</p>` : nothing}
      <div class="kit-table-whole">${ladder ? [more, undo] : nothing}${layout.fill()}${ladder ? nothing : [undo, more]}</div>`;
  }
  function draw() {
    const done = answer.phase === "done";
    if (done) own.settle();
    starts.begin();
    if (!done) own.fillUp();
    render(whole(), field);
    render(done ? layout.read() : nothing, shown);
    bar?.render(typedIn(item, answer.value));
    const filled = tableRows(answer.value).length;
    const open = item.rows.length ? words["table.rows_filled"] : filled === 1 ? words["table.one_filled"] : words["table.many_filled"];
    render(fill(open, { filled, total: item.rows.length + own.ids.length }), counted);
    for (const part of [field, shown]) layout.fit?.(part);
    grown(field);
  }
  const form = frame(answer, spec, {
    kind: "table", field, shown, count: bar?.node ?? counted,
    describe: (value) => tableLines(item, value, plain).join("\n"),
    refuse: (value) => {
      const filled = tableRows(value).map((one) => one.row);
      if (filled.length >= item.least || blank(value)) return "";
      const empty = rowsInView(item, own.ids).find((row) => !filled.includes(row) && first(row));
      if (empty) first(empty)?.focus();
      return fill(words["table.least"], { least: item.least, filled: filled.length });
    },
    onrender: draw,
  });
  return { ...form, refresh: starts.refresh };
}
