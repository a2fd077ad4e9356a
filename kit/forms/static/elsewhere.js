// The disk holds something of an answer that this page has not seen: the learner chooses between the two.

import { author, button, el } from "./dom.js";

/** @param {Answer} answer @param {boolean} named whether the form has several answers @param {() => HTMLElement | null} line
 * where the focus goes after the choice @returns {Form} */
export function writtenElsewhere(answer, named, line) {
  const { words } = answer;
  /** @param {string} label @param {() => void} act @param {string} [kind] */
  const press = (label, act, kind) => button(label, () => {
    act();
    line()?.focus();
  }, kind);
  const node = el("div", { class: "kit-elsewhere", role: "group", hidden: true },
    named ? el("p", {}, author(answer.item.title)) : null,
    el("p", {}, el("strong", { text: words["form.elsewhere"] })),
    el("div", { class: "kit-actions" },
      press(words["form.show_it"], () => answer.showsElsewhere(), "main"),
      press(words["form.keep_mine"], () => answer.keepsMine())));
  return { node, render: () => { node.hidden = !answer.elsewhere; } };
}
