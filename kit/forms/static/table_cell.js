// One cell of a table: the field for its column's input, and its text once the table is done.

import { author, courseLang, el, freshId, say } from "./dom.js";
import { dayInWords } from "./plan.js";
import { writing } from "./prose.js";
import { liveNote } from "./table_live.js";
import { cellOf, cellText, withCell } from "./table_value.js";

/** Makes a field that a learner fills in; `named` renames it. `described` is the id of its column's hint.
 * @param {Answer} answer @param {string} row @param {TableColumn} column @param {string} described
 * @returns {Form & { field: HTMLElement, named: (name: string) => void }} */
export function tableField(answer, row, column, described) {
  const { item, words } = answer;
  const read = () => cellOf(answer.value, row, column.id);
  /** @param {string | true | undefined} said */
  const write = (said) => withCell(item, answer.value, row, column.id, said);
  const label = el("span", {}, author(column.label)).textContent ?? "";
  if (column.input === "text") {
    const text = writing(answer, label, { rows: 1, read: () => String(read() ?? ""), write, described, lang: courseLang() });
    if (item.live) text.node.append(liveNote(answer, text.area));
    // A field is as high as the screen needs; a printed sheet is narrower, and leaves blank cells room for a pen.
    const printed = el("p", { class: "kit-table-printed", "aria-hidden": "true" });
    text.node.append(printed);
    const render = () => {
      text.render();
      say(printed, String(read() ?? ""));
    };
    return { node: text.node, field: text.area, render, named: (name) => renamed(text.node, name) };
  }
  const id = freshId("cell");
  /** @param {HTMLElement} field @param {() => void} render */
  const labelled = (field, render) => {
    const node = el("div", { class: "kit-field" }, el("label", { for: id, lang: courseLang(), text: label }), field);
    return { node, field, render, named: (/** @type {string} */ name) => renamed(node, name) };
  };
  if (column.input === "tick") {
    const box = el("input", { type: "checkbox", id, onchange: () => answer.input(write(box.checked || undefined)), "aria-describedby": described });
    return labelled(box, () => {
      box.checked = read() === true;
      box.disabled = answer.phase === "opening";
    });
  }
  if (column.input === "date") {
    const day = el("input", {
      type: "date", id, class: "kit-select", "aria-describedby": described,
      oninput: () => answer.input(write(day.value)), onblur: () => answer.leave(),
    });
    return labelled(day, () => {
      const wanted = String(read() ?? "");
      // A half-typed date has no value yet, and is left alone.
      if (day.value !== wanted && !(wanted === "" && document.activeElement === day)) day.value = wanted;
      day.readOnly = answer.phase === "opening";
    });
  }
  const list = el("select", { id, class: "kit-select", "aria-describedby": described, onchange: () => answer.input(write(list.value)), onblur: () => answer.leave() },
    el("option", { value: "", text: words["table.choose"] }),
    column.options.map((one) => el("option", { value: one.id, lang: courseLang(), text: one.label })));
  return labelled(list, () => {
    const wanted = String(read() ?? "");
    if (list.value !== wanted) list.value = wanted;
    list.disabled = answer.phase === "opening";
  });
}

/** @param {HTMLElement} node @param {string} name */
function renamed(node, name) {
  const label = node.querySelector("label");
  if (!label) return;
  say(label, name);
  // The label is now interface text, not the column's.
  label.removeAttribute("lang");
}

/** Shows what the course says about a row once it is done, labeled as such because it is next to the learner's own
 * words.
 * @param {Words} words @param {string} explain @param {HTMLElement | null} [of] */
export function whatTheCourseSays(words, explain, of = null) {
  return el("div", { class: "kit-why" }, of, el("p", { class: "kit-small", text: words["table.course_says"] }), author(explain));
}

/** Shows a cell's text under its name: given text, or the learner's.
 * @param {DocumentFragment | null} name @param {Words} words @param {TableColumn} column @param {string | true | undefined} said @param {string} [given] */
export function cellRead(name, words, column, said, given) {
  const label = name ? el("p", { class: "kit-table-label" }, name) : null;
  if (given) return el("div", { class: "kit-table-given" }, label, el("p", {}, author(given)));
  const text = el("p", { class: "kit-reading" });
  const read = cellText(column, said);
  say(text, said === true ? words["table.ticked"] : column.input === "date" && read ? dayInWords(read, "medium") : read);
  return el("div", { class: "kit-table-read", "data-blank": String(!text.textContent) }, label, text);
}
