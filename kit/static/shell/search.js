// Search the course's text in an index made by kit build, which is loaded when it is first needed. Hits link to steps.

import { courseLang, fill } from "../dom.js";
import { html, nothing, render } from "../vendor/lit-html.js";
import { addressOf } from "./places.js";

const MOST = 20;
const AROUND = 70;

/** Return a text for comparison: lower case, without accents, and with every letter at its old position.
 * @param {string} text @returns {string} */
export const folded = (text) => text.replace(/[\u00c0-\u024f]/g, (letter) => letter.normalize("NFD")[0]).toLowerCase();

/** Return the words of a query. @param {string} query @returns {string[]} */
export const asked = (query) => [...new Set(folded(query).match(/[\p{L}\p{N}]+/gu) ?? [])];

/** Return the positions in a folded text at which a word begins with `word`.
 * @param {string} text @param {string} word @returns {number[]} */
function places(text, word) {
  const found = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? " ")) found.push(at);
  }
  return found;
}

/** Return the steps that have every word of the query, best first. A word in a title scores more than one in the text,
 * and several uses score more than one.
 * @param {Entry[]} index @param {string} query @returns {Hit[]} */
export function find(index, query) {
  const words = asked(query);
  if (!words.length) return [];
  const hits = index.flatMap(entry => {
    const [title, text] = [folded(entry.title), folded(entry.text)];
    const found = words.map(word => [places(title, word), places(text, word)]);
    if (found.some(([there, here]) => !there.length && !here.length)) return [];
    const score = found.reduce((sum, [there, here]) => sum + 10 * there.length + Math.min(here.length, 5), 0);
    const here = found.flatMap(([, at]) => at);
    return [{ entry, score, parts: around(entry.text, here.length ? Math.min(...here) : 0, words) }];
  });
  return hits.toSorted((a, b) => b.score - a.score);
}

/** Return a piece of a text around a position, in parts, with the words of the query marked.
 * @param {string} text @param {number} at @param {string[]} words @returns {{ text: string, marked: boolean }[]} */
export function around(text, at, words) {
  const from = at <= AROUND ? 0 : text.indexOf(" ", at - AROUND) + 1;
  const end = at + 2 * AROUND >= text.length ? text.length : text.lastIndexOf(" ", at + 2 * AROUND);
  const piece = text.slice(from, end);
  const compared = folded(piece);
  const spots = words.flatMap(word => places(compared, word).map(place => [place, place + word.length])).toSorted((a, b) => a[0] - b[0]);
  const parts = [];
  let last = 0;
  for (const [start, stop] of spots) {
    if (start < last) continue;
    parts.push({ text: (last === 0 && from > 0 ? "… " : "") + piece.slice(last, start), marked: false }, { text: piece.slice(start, stop), marked: true });
    last = stop;
  }
  parts.push({ text: piece.slice(last) + (end < text.length ? " …" : ""), marked: false });
  return parts.filter(part => part.text);
}

/** @type {Promise<Entry[]> | null} */
let index = null;

/** Open the search on a slash, unless the learner is typing in a field. @param {() => void} open */
export function searchOnSlash(open) {
  window.addEventListener("keydown", (event) => {
    const writing = event.target instanceof HTMLElement && (event.target.isContentEditable || event.target.matches("input, textarea, select"));
    if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
}

/** Open the search dialog. Its hits are links into the course, which the page follows.
 * @param {Course} course @param {Words} words @param {boolean} alone whether the learner is alone */
export function openSearch(course, words, alone) {
  if (document.querySelector(".kit-search")) return;
  const names = new Map(course.weeks.map((week) => [week.notebook, week.title]));
  const dialog = Object.assign(document.createElement("dialog"), { className: "kit-search" });
  dialog.setAttribute("aria-labelledby", "kit-search-title");
  const typed = () => dialog.querySelector("input")?.value ?? "";

  /** @param {string} status @param {Hit[]} [hits] */
  const draw = (status, hits = []) => render(html`
    <form method="dialog"><h2 id="kit-search-title">${words["search.title"]}</h2><button>${words["search.close"]}</button></form>
    <label for="kit-search-field">${words["search.field"]}</label>
    <input id="kit-search-field" type="search" autocomplete="off" spellcheck="false" @input=${look} @keydown=${entered}>
    <p role="status">${status}</p>
    <ol>${hits.slice(0, MOST).map(({ entry, parts }) => html`<li lang=${courseLang() ?? nothing}>
      <a href=${addressOf({ notebook: entry.notebook, view: entry.step })}>${names.get(entry.notebook)} · ${entry.title}</a>
      <p>${parts.map((part) => part.marked ? html`<mark>${part.text}</mark>` : html`<span>${part.text}</span>`)}</p></li>`)}</ol>`, dialog);
  async function look() {
    index ??= fetch(new URL("search.json", import.meta.url), { cache: "no-cache" }).then((answer) => answer.json());
    try {
      const entries = (await index).map((entry) => (alone && entry.alone ? { ...entry, text: entry.alone } : entry));
      const query = typed();
      const hits = find(entries, query);
      const count = Math.min(hits.length, MOST);
      draw(!asked(query).length ? "" : !count ? fill(words["search.nothing"], { query: query.trim() })
        : count === 1 ? words["search.one"] : fill(words[hits.length > MOST ? "search.most" : "search.many"], { count }), hits);
    } catch {
      index = null;
      draw(words["search.not_there"]);
    }
  }
  /** Go to the first hit, as in any search. The index may still be loading, so wait for it. @param {KeyboardEvent} event */
  async function entered(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    await look();
    dialog.querySelector("a")?.click();
  }
  // Listen on the window, to close the dialog before the page follows a link.
  const pressed = (/** @type {Event} */ { target }) => {
    const link = target instanceof Element && target.closest("a");
    if (target === dialog || (link && dialog.contains(link))) dialog.close();
  };
  window.addEventListener("click", pressed, true);
  dialog.addEventListener("close", () => {
    window.removeEventListener("click", pressed, true);
    dialog.remove();
  });
  // A slash that is typed here must not search again.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  draw(words["search.opening"]);
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("input")?.focus();
  void look();
}
