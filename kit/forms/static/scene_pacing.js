// Practice your pacing: a paragraph, cut where an interpreter would need a pause.

import { el, fill, freshId, say } from "./dom.js";
import { piecesOf } from "./scene_sentences.js";

/** @param {Words} words */
export function pacing(words) {
  const id = freshId("pacing");
  const told = el("p", { class: "kit-small", role: "status" });
  const list = el("ol", { class: "kit-pieces" });
  const area = el("textarea", { id, rows: 4, class: "kit-text", spellcheck: "true", autocomplete: "off", oninput: () => {
    const pieces = piecesOf(area.value);
    list.replaceChildren(...pieces.map((piece) => el("li", { text: piece })));
    say(told, pieces.length ? fill(pieces.length === 1 ? words["scene.pacing_one"] : words["scene.pacing_many"], { count: pieces.length }) : "");
  } });
  return el("details", { class: "kit-fold" }, el("summary", { text: words["scene.pacing"] }),
    el("p", { text: words["scene.pacing_means"] }),
    el("div", { class: "kit-field" }, el("label", { for: id, text: words["scene.pacing_paragraph"] }), area), told, list);
}
