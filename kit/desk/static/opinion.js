// A machine's second opinion, once it is time: what it went by is underlined, and where it differs is said.

import { el } from "../../forms/static/dom.js";
import { LEVEL, SHOWN } from "./desk.js";

/** @param {import("./desk.js").Desk} desk @param {import("./keys.js").Keys} keys */
export function opinionPart(desk, keys) {
  const { words, opened } = desk;
  const when = opened.second_opinion;
  if (when === "hidden") return;
  const node = el("section", { class: "opinion", "aria-label": words.opinion_title });
  (when === "beside" ? desk.panes.rubric.aside : desk.panes.rubric.done).append(node);
  /** @type {{ text: string, criteria: number[] }[] | null} */
  let pieces = null;
  new MutationObserver(underline).observe(desk.panes.text.body, { childList: true });
  const due = () => desk.text && !desk.mode && !desk.state.across && (when === "beside" || desk.isGiven(desk.text.code));

  async function look() {
    const { text } = desk;
    clear();
    if (!text || !due()) return;
    const found = await desk.server.ask(`opinion/${text.code}`).catch(() => null);
    if (!found || desk.text?.code !== text.code || !due()) return;
    draw(found);
    pieces = found.pieces ?? null;
    underline();
  }

  /** Again whenever the text is drawn anew, as with a comment in it. */
  function underline() {
    if (pieces && CSS.highlights) underlineIn(desk.panes.text.body, pieces);
  }

  function clear() {
    node.replaceChildren();
    pieces = null;
    for (const n of opened.criteria.keys()) CSS.highlights?.delete(`kit-seen-${n}`);
  }

  /** @param {DeskOpinion} found */
  function draw(found) {
    node.replaceChildren(
      el("h2", { text: words.opinion_title }), el("p", { class: "what", text: found.said }),
      el("ul", {}, ...(found.rows ?? []).map((row, n) => el("li", {},
        ...(row.words.length ? [el("span", { class: `line line-${n % 5}` })] : []), row.said,
        ...row.words.map((one) => el("q", { text: one }))))),
      ...(found.cautions?.length ? [el("h2", { text: words.opinion_cautions }), el("ul", {}, ...found.cautions.map((one) => el("li", {},
        one.said, el("q", { text: one.words }))))] : []));
  }

  document.addEventListener(SHOWN, () => void look());
  document.addEventListener(LEVEL, () => {
    if (when === "beside" || due()) void look();
  });
  keys.add({ keys: ["o"], does: words.key_opinion, texts: true, act: () => {
    if (due()) desk.choose(null);
    else desk.bar.refuse(desk.state.across ? words.opinion_whole : words.opinion_later);
  } });
}

/** The places of each criterion's words, by number. @param {HTMLElement} body @param {{ text: string, criteria: number[] }[]} pieces */
function underlineIn(body, pieces) {
  /** @type {Map<number, Range[]>} */
  const found = new Map();
  let at = 0;
  for (const piece of pieces) {
    const range = rangeOf(body, at, at + piece.text.length);
    at += piece.text.length;
    for (const n of range ? piece.criteria : []) found.set(n, [...(found.get(n) ?? []), /** @type {Range} */ (range)]);
  }
  for (const [n, ranges] of found) CSS.highlights.set(`kit-seen-${n % 5}`, new Highlight(...ranges));
}

/** A stretch of what a node says, whatever elements are in it. @param {HTMLElement} body @param {number} start @param {number} end */
function rangeOf(body, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let before = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // A comment's note stands among the learner's words, and is none of them.
    if (node.parentElement?.closest("[data-beside]")) continue;
    const { length } = /** @type {Text} */ (node);
    if (!begun && start < before + length) {
      range.setStart(node, start - before);
      begun = true;
    }
    if (begun && end <= before + length) {
      range.setEnd(node, end - before);
      return range;
    }
    before += length;
  }
  return null;
}
