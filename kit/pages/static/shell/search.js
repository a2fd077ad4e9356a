// Search the course's text in an index made by kit build, which is loaded when it is first needed. Hits link to steps.

import { courseLang, el } from "./dom.js";
import { addressOf } from "./places.js";

const MOST = 20;
const AROUND = 70;

/** Return a text for comparison: lower case, without accents, and with every letter at its old position.
 * @param {string} text
 * @returns {string} */
export function folded(text) {
  return text.replace(/[\u00c0-\u024f]/g, letter => letter.normalize("NFD")[0]).toLowerCase();
}

/** Return the words of a query.
 * @param {string} query
 * @returns {string[]} */
export function asked(query) {
  return [...new Set(folded(query).match(/[\p{L}\p{N}]+/gu) ?? [])];
}

/** Return the positions in a folded text at which a word begins with `word`.
 * @param {string} text
 * @param {string} word
 * @returns {number[]} */
function places(text, word) {
  const found = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? " ")) found.push(at);
  }
  return found;
}

/** Return the steps that have every word of the query, best first. A word in a title scores more than one in the text,
 * and several uses score more than one.
 * @param {Entry[]} index
 * @param {string} query
 * @returns {Hit[]} */
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
 * @param {string} text
 * @param {number} at
 * @param {string[]} words
 * @returns {{ text: string, marked: boolean }[]} */
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

/** Open the search on a slash, unless the learner is typing in a field.
 * @param {() => void} open */
export function searchOnSlash(open) {
  window.addEventListener("keydown", (event) => {
    const writing = event.target instanceof HTMLElement && (event.target.isContentEditable || event.target.matches("input, textarea, select"));
    if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
}

/** Open the search dialog. Its hits are links into the course, which the page follows.
 * @param {Course} course @param {Words} words @param {string} base @param {Promise<boolean>} alone whether the learner is alone */
export function openSearch(course, words, base, alone) {
  if (document.querySelector(".kit-search")) return;
  const status = el("p", { role: "status" });
  const list = el("ol");
  const field = el("input", { id: "kit-search-field", type: "search", autocomplete: "off", spellcheck: "false" });
  const dialog = el("dialog", { class: "kit-search", "aria-labelledby": "kit-search-title" },
    el("form", { method: "dialog" }, el("h2", { id: "kit-search-title" }, words["search.title"]), el("button", {}, words["search.close"])),
    el("label", { for: field.id }, words["search.field"]), field, status, list);
  const names = new Map(course.weeks.map((week) => [week.notebook, week.title]));

  /** @param {Hit} hit */
  const row = ({ entry, parts }) => el("li", { lang: courseLang() },
    el("a", { href: addressOf(base, { notebook: entry.notebook, view: entry.step }) }, `${names.get(entry.notebook)} · ${entry.title}`),
    el("p", {}, ...parts.map((part) => el(part.marked ? "mark" : "span", {}, part.text))));
  /** @param {Entry[]} entries */
  const show = (entries) => {
    const hits = find(entries, field.value);
    list.replaceChildren(...hits.slice(0, MOST).map(row));
    status.textContent = !asked(field.value).length ? ""
      : !hits.length ? words["search.nothing"].replace("{query}", field.value.trim())
        : hits.length === 1 ? words["search.one"]
          : (hits.length > MOST ? words["search.most"] : words["search.many"]).replace("{count}", String(Math.min(hits.length, MOST)));
  };
  const read = async () => {
    index ??= fetch(new URL("search.json", import.meta.url), { cache: "no-cache" }).then((answer) => answer.json());
    try {
      const byOneself = await alone;
      show((await index).map((entry) => (byOneself && entry.alone ? { ...entry, text: entry.alone } : entry)));
    } catch {
      index = null;
      status.textContent = words["search.not_there"];
    }
  };
  field.addEventListener("input", read);
  // Enter goes to the first hit, as in any search. The index may still be loading, so wait for it.
  field.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    await read();
    list.querySelector("a")?.click();
  });
  dialog.addEventListener("close", () => {
    window.removeEventListener("click", pressed, true);
    dialog.remove();
  });
  // A slash that is typed here must not search again.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  // Listen on the window, to close the dialog before the page follows a link.
  const pressed = (/** @type {Event} */ event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (event.target === dialog || (link && dialog.contains(link))) dialog.close();
  };
  window.addEventListener("click", pressed, true);
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
  status.textContent = words["search.opening"];
  void read();
}
