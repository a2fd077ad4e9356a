// The learner's words on the left. They are inserted as text, never as HTML.

import { el, fill } from "../dom.js";
import { turnPage } from "./paging.js";

/** @param {Record<string, string>} words @param {string} asked what the learner was asked */
export function textPane(words, asked) {
  const about = el("p", { class: "about" });
  const body = el("div", { class: "words", id: "desk-words" });
  const more = el("div", { class: "more" });
  const question = el("details", { class: "asked" }, el("summary", { text: words.asked }), el("div", { class: "quoted", text: asked }));
  const node = el("section", { class: "text", tabindex: "0", "aria-label": words.text_label }, about, body, more, question);
  return {
    node,
    body,
    /** @param {DeskText} text @param {{ number: number, of: number }} place */
    draw(text, place) {
      node.dataset.code = text.code;
      about.replaceChildren(
        el("span", { class: "code", text: text.title ?? fill(words.text_code, { code: text.code }) }),
        ...(text.title ? [] : [el("span", { text: fill(words.text_number, place) })]),
        ...(text.again ? [el("strong", { text: words.revised_since })] : []),
      );
      const none = text.revision === null;
      body.classList.toggle("none", none || !text.text.trim());
      body.textContent = none ? words.nothing_came : text.text.trim() ? text.text : words.text_empty;
      more.replaceChildren(
        ...(text.cut ? [el("p", { class: "note", text: words.text_cut })] : []),
        ...text.other.flatMap((one) => [el("h2", { text: words.two_computers }), el("div", { class: "quoted", text: one })]),
        ...(text.also ? [el("h2", { text: words.also_written }), el("div", { class: "quoted", text: text.also })] : []),
        ...(text.voice ? [el("p", { class: "note", text: text.voice })] : []),
        ...(text.alike.length ? [el("p", { class: "note", text: fill(words.alike, { key: "S", list: listed(words, text.alike) }) })] : []),
      );
      node.scrollTop = 0;
    },
    /** @param {1 | -1} by a page */
    scroll(by) {
      turnPage(node, by);
    },
  };
}

/** @param {Record<string, string>} words @param {{ code: string, percent: number }[]} alike */
const listed = (words, alike) => alike.map((one) => fill(words.alike_one, one)).join(", ");
