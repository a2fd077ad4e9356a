// One cell of a table: the field for its column's input, and its text once the table is done.

import { authorHtml } from "../author_html.js";
import { author, courseLang } from "../dom.js";
import { dayInWords } from "./plan.js";
import { cellOf, cellText, withCell } from "./table_value.js";
import { textField } from "./text_field.js";
import { live } from "../vendor/directives/live.js";
import { html, nothing } from "../vendor/lit-html.js";

/** A line of an author's HTML as text. @param {string | undefined} line */
export const plain = (line) => (author(line).textContent ?? "").replace(/\s+/gu, " ").trim();

/** A field that a learner fills in. `named` is its label, if that isn't its column's; `described` is the id of its column's hint.
 * @param {Answer} answer @param {string} row @param {TableColumn} column @param {{ id: string, named?: string, lang?: string | null, described?: string, notes: import("./table.js").LiveNotes }} how */
export function tableField(answer, row, column, { id, named = plain(column.label), lang = courseLang(), described = "", notes }) {
  const { item, words } = answer;
  const said = cellOf(answer.value, row, column.id);
  /** @param {string | true | undefined} typed */
  const write = (typed) => withCell(item, answer.value, row, column.id, typed);
  const text = said === true ? "" : said ?? "";
  if (column.input === "text") {
    return textField(answer, { id, label: named, lang, described, value: text, write: (typed) => {
      notes.typed(id, typed);
      return write(typed);
    // A field is as high as the screen needs; a printed sheet is narrower, and leaves blank cells room for a pen.
    }, after: html`${notes.under(id)}<p class="kit-table-printed" aria-hidden="true">${text}</p>` });
  }
  const opening = answer.phase === "opening";
  const leave = () => answer.leave();
  /** @param {any} event */
  const change = ({ target }) => answer.input(write(target.type === "checkbox" ? target.checked || undefined : target.value));
  const hint = described || nothing;
  const field = {
    tick: () => html`<input type="checkbox" id=${id} aria-describedby=${hint} .checked=${live(said === true)} ?disabled=${opening} @change=${change}>`,
    // A half-typed date has no value yet, and is left alone.
    date: () => html`<input type="date" id=${id} class="kit-select" aria-describedby=${hint} .value=${live(text)} ?readonly=${opening} @input=${change} @blur=${leave}>`,
    choice: () => html`<select id=${id} class="kit-select" aria-describedby=${hint} ?disabled=${opening} @change=${change} @blur=${leave}>
      <option value="" .selected=${live(text === "")}>${words["table.choose"]}</option>
      ${column.options.map((one) => html`<option value=${one.id} lang=${courseLang() || nothing} .selected=${live(text === one.id)}>${one.label}</option>`)}</select>`,
  }[column.input];
  return html`<div class="kit-field"><label for=${id} lang=${lang || nothing}>${named}</label>${field()}</div>`;
}

/** What the course says about a row once it is done, labeled as such because it is next to the learner's own words.
 * @param {Words} words @param {string} explain @param {unknown} [of] */
export const whatTheCourseSays = (words, explain, of = nothing) =>
  html`<div class="kit-why">${of}<p class="kit-small">${words["table.course_says"]}</p>${authorHtml(explain)}</div>`;

/** A cell's text under its name: given text, or the learner's.
 * @param {string | undefined} name @param {Words} words @param {TableColumn} column @param {string | true | undefined} said @param {string} [given] */
export function cellRead(name, words, column, said, given) {
  const label = name ? html`<p class="kit-table-label">${authorHtml(name)}</p>` : nothing;
  if (given) return html`<div class="kit-table-given">${label}<p>${authorHtml(given)}</p></div>`;
  const read = cellText(column, said);
  const text = said === true ? words["table.ticked"] : column.input === "date" && read ? dayInWords(read, "medium") : read;
  return html`<div class="kit-table-read" data-blank=${!text}>${label}<p class="kit-reading">${text}</p></div>`;
}
