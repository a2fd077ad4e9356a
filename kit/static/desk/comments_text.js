// Comments in the learner's text: marks the words, puts the notes next to them, and finds the selected words.
// Places are counted in code points, as Python counts them. Everything typed is inserted as text, never as HTML.

import { el, fill } from "../dom.js";

const BESIDE = "[data-beside]";
// The same short forms as in kit.reading.sentences. Those of the second kind end a sentence if a capital follows.
const SHORT = new Set("mr mrs ms mx dr st prof jr sr vs e.g i.e approx dept fig feb mar apr jun jul aug sep sept oct nov dec jan".split(" "));
const SHORT_OR_END = new Set(["a.m", "p.m", "etc"]);

/** The number of code points before a position in a JavaScript string. @param {string} text @param {number} at */
export const pointsTo = (text, at) => Array.from(text.slice(0, at)).length;

/** The position in a JavaScript string after this many code points. @param {string} text @param {number} points */
export function unitsTo(text, points) {
  let units = 0;
  for (let n = 0; n < points && units < text.length; n += 1) units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}

/** @param {string} text @param {DeskPlace} place */
export const wordsAt = (text, place) => text.slice(unitsTo(text, place.start), unitsTo(text, place.end));

/**
 * Draw the text with its comments: the words of each are marked and numbered, and its note floats next to the line.
 * @param {HTMLElement} body @param {string} text @param {DeskComment[]} comments the comments on words, in order
 * @param {DeskPlace | null} chosen the words that are being commented on
 * @param {(comment: DeskComment, number: number) => HTMLElement} note
 */
export function drawComments(body, text, comments, chosen, note) {
  const placed = comments.map((one) => ({ one, from: unitsTo(text, one.start ?? 0), to: unitsTo(text, one.end ?? 0) }));
  const held = chosen && { from: unitsTo(text, chosen.start), to: unitsTo(text, chosen.end) };
  const cuts = new Set([0, text.length, ...placed.flatMap((one) => [one.from, one.to]), ...(held ? [held.from, held.to] : [])]);
  const at = [...cuts].sort((a, b) => a - b);
  const nodes = at.slice(0, -1).flatMap((from, n) => {
    const to = at[n + 1];
    const beginning = placed.flatMap((one, i) => (one.from === from ? [note(one.one, i + 1)] : []));
    const ending = placed.flatMap((one, i) => (one.to === to ? [el("sup", { "data-beside": true, text: String(i + 1) })] : []));
    const isIn = (/** @type {{ from: number, to: number } | null} */ one) => one && one.from <= from && to <= one.to;
    const kinds = [placed.some(isIn) ? "said" : "", isIn(held) ? "chosen" : ""].filter(Boolean);
    const piece = text.slice(from, to);
    return [...beginning, kinds.length ? el("mark", { class: kinds.join(" "), text: piece }) : piece, ...ending];
  });
  body.replaceChildren(...nodes);
}

/** The place of the words selected in the text, without spaces around them. @param {HTMLElement} body @param {string} text
 * @returns {DeskPlace | null} */
export function selectedPlace(body, text) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!body.contains(range.startContainer)) return null;
  if (!body.contains(range.endContainer)) range.setEnd(body, body.childNodes.length);
  const from = lengthTo(body, range.startContainer, range.startOffset);
  const to = lengthTo(body, range.endContainer, range.endOffset);
  const words = text.slice(from, to);
  const start = from + words.length - words.trimStart().length;
  const end = from + words.trimEnd().length;
  return start < end ? { start: pointsTo(text, start), end: pointsTo(text, end) } : null;
}

/** @param {HTMLElement} body @param {Node} node @param {number} offset */
function lengthTo(body, node, offset) {
  const before = document.createRange();
  before.setStart(body, 0);
  before.setEnd(node, offset);
  const copy = before.cloneContents();
  for (const one of copy.querySelectorAll(BESIDE)) one.remove();
  return (copy.textContent ?? "").length;
}

/** Select words of the text and bring them into view. @param {HTMLElement} body @param {number} from @param {number} to */
export function select(body, from, to) {
  const range = document.createRange();
  const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement?.closest(BESIDE)) continue;
    const length = node.textContent?.length ?? 0;
    if (at <= from && from < at + length) range.setStart(node, from - at);
    if (at < to && to <= at + length) range.setEnd(node, to - at);
    at += length;
  }
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
}

/** The start and end of each sentence in a text. @param {string} text @returns {[number, number][]} */
export function sentences(text) {
  const parts = new Intl.Segmenter("en", { granularity: "sentence" }).segment(text);
  /** @type {[number, number][]} */
  const found = [];
  let goesOn = false;
  for (const { segment, index } of parts) {
    const from = index + segment.length - segment.trimStart().length;
    const to = index + segment.trimEnd().length;
    if (from >= to) continue;
    if (goesOn) found[found.length - 1][1] = to;
    else found.push([from, to]);
    goesOn = endsShort(text.slice(from, to), text.slice(to));
  }
  return found;
}

/** Whether a period belongs to a short form, as in "Ms. Perez", and ends no sentence. @param {string} before @param {string} after */
function endsShort(before, after) {
  if (/^[^\S\n]*(\n|$)/.test(after)) return false;
  const word = /([\p{L}.]+)\.$/u.exec(before)?.[1].toLowerCase();
  if (word === undefined) return false;
  if (SHORT_OR_END.has(word)) return !/^\s*\p{Lu}/u.test(after);
  return SHORT.has(word) || (word.length === 1 && word !== "i");
}

/** The note next to a comment's words.
 * @param {Record<string, string>} words @param {DeskComment} comment @param {number} number @param {HTMLElement[]} buttons */
export function noteOf(words, comment, number, buttons) {
  return el("aside", { class: "remark", "data-beside": true, "aria-label": fill(words.comment_number, { number }) },
    el("p", {}, el("sup", { text: String(number) }), ` ${comment.text}`), el("p", { class: "acts" }, ...buttons));
}
