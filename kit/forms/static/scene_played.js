// "Tell my instructor that I played this": a line of its own, sent only with Done and only where the box is ticked.

import { button, el } from "./dom.js";

/** @param {Answer} answer of the line @param {Answer} scene @param {Words} words */
export function playedLine(answer, scene, words) {
  const box = el("input", { type: "checkbox", checked: true });
  const ask = el("label", { class: "kit-row" }, box, el("span", { text: words["scene.tell_played"] }));
  const told = el("div", { class: "kit-told-played" }, el("p", { text: words["scene.told_played"] }),
    button(words["scene.take_back_played"], () => answer.remove(), "quiet"));
  const node = el("div", { class: "kit-played" }, ask, told);
  let saving = false;

  /** @param {boolean} ended */
  function render(ended) {
    const done = saving && scene.phase === "done";
    saving = scene.saving && scene.phase === "writing";
    node.hidden = !ended || answer.phase === "opening";
    ask.hidden = Boolean(answer.head);
    told.hidden = !answer.head;
    if (!done || !box.checked || answer.head || answer.saving) return;
    answer.input({ played: true });
    answer.done();
  }
  return { node, render };
}
