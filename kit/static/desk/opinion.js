// A machine's second opinion, once it is time. It underlines the words it relied on, and says where it differs.

import { el } from "../dom.js";
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

  /** Underline the words. Called again whenever the text is redrawn, for example with a new comment. */
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

/** Underline each criterion's words, by the criterion's number. @param {HTMLElement} body @param {{ text: string, criteria: number[] }[]} pieces */
function underlineIn(body, pieces) {
  /** @type {Map<number, Range[]>} */
  const found = new Map();
  const nodes = ownWords(body);
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.text.length;
    const ranges = piece.criteria.length ? rangesIn(nodes, at, end) : [];
    at = end;
    for (const n of piece.criteria) found.set(n, [...(found.get(n) ?? []), ...ranges]);
  }
  for (const [n, ranges] of found) CSS.highlights.set(`kit-seen-${n % 5}`, new Highlight(...ranges));
}

/** The text nodes with the learner's words, without the comments' notes between them. @param {HTMLElement} body */
function ownWords(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest("[data-beside]")) found.push(/** @type {Text} */ (node));
  }
  return found;
}

/** One range per node for a stretch of the words, since a single range would include a note between them.
 * @param {Text[]} nodes @param {number} start @param {number} end */
function rangesIn(nodes, start, end) {
  return stretches(nodes.map((one) => one.length), start, end).map(([n, from, to]) => {
    const range = document.createRange();
    range.setStart(nodes[n], from);
    range.setEnd(nodes[n], to);
    return range;
  });
}

/** Find a stretch in pieces of these lengths: for each piece its number, and from where to where.
 * @param {number[]} lengths @param {number} start @param {number} end @returns {[number, number, number][]} */
export function stretches(lengths, start, end) {
  /** @type {[number, number, number][]} */
  const found = [];
  let before = 0;
  for (const [n, length] of lengths.entries()) {
    const from = Math.max(start - before, 0);
    const to = Math.min(end - before, length);
    if (from < to) found.push([n, from, to]);
    before += length;
  }
  return found;
}
