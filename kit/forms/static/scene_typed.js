// Your own words first: a field that nobody judges, three questions to check it with, and hints about it.

import { el, fill, freshId } from "./dom.js";
import { hintsOf } from "./scene_hints.js";

const REST = 900;

/** @param {Words} words */
const jargonOf = (words) => words["scene.jargon_words"].split(",").map((word) => word.trim());

/** @param {Words} words @param {string} typed @param {boolean} present */
function hintWords(words, typed, present) {
  const says = {
    closed: words["scene.hint_closed"], jargon: words["scene.hint_jargon"],
    about_her: words["scene.hint_about_her"], long: words["scene.hint_long"],
  };
  return hintsOf(typed, { jargon: jargonOf(words), present }).map(({ what, found }) => fill(says[what], { found }));
}

/** `typing` is called on each change, `ready` on Enter.
 * @param {Words} words
 * @param {{ text: string, person: string, present: boolean, aloud: HTMLElement,
 *   typing: (text: string) => void, ready: () => void }} how */
export function ownWordsField(words, { text, person, present, aloud, typing, ready }) {
  const id = freshId("own-words");
  const meansId = freshId("judged");
  /** @type {number | undefined} */
  let timer;
  const hints = el("ul", { class: "kit-hints" });
  const area = el("textarea", {
    id, rows: 2, class: "kit-text", spellcheck: "true", autocomplete: "off", "aria-describedby": meansId,
    oninput: () => {
      grow();
      typing(area.value);
      clearTimeout(timer);
      timer = setTimeout(look, REST);
    },
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!event.repeat) ready();
    },
  });
  area.value = text;

  function grow() {
    area.style.height = "auto";
    if (area.scrollHeight) area.style.height = `${area.scrollHeight + 2}px`;
  }
  function look() {
    clearTimeout(timer);
    hints.replaceChildren(...hintWords(words, area.value, present).map((hint) => el("li", { text: hint })));
    hints.hidden = !hints.children.length;
  }
  look();
  const node = el("div", { class: "kit-own-words" },
    el("div", { class: "kit-field" }, el("label", { for: id, text: words["scene.say_first"] }), area,
      el("p", { id: meansId, class: "kit-small", text: words["scene.say_first_means"] }), aloud),
    el("div", { class: "kit-own-look" }, el("p", { class: "kit-small", text: words["scene.look_yourself"] }),
      el("ul", {}, [words["scene.look_open"], fill(words["scene.look_to_her"], { person }), words["scene.look_one"]].map((one) => el("li", { text: one }))),
      el("div", { role: "status" }, hints)));
  return { node, area, look };
}
