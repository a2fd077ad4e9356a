// "Tell my instructor that I played this": a separate line, sent only if the box is ticked. It is saved as soon as
// the path is; until then the tick is kept as a draft.

import { button, el } from "./dom.js";
import { byItself } from "./scene_end.js";

/** @param {Answer} answer of the line @param {Answer} scene @param {Words} words */
export function playedLine(answer, scene, words) {
  const box = el("input", { type: "checkbox", onchange: () => {
    answer.input(box.checked ? { played: true } : null);
    if (!answer.saving) answer.draft();
  } });
  const ask = el("label", { class: "kit-row" }, box, el("span", { text: words["scene.tell_played"] }));
  const back = button(words["scene.take_back_played"], () => answer.remove(), "quiet");
  const told = el("div", { class: "kit-told-played" }, el("p", { text: words["scene.told_played"] }), back);
  const node = el("div", { class: "kit-played" }, ask, told);
  const send = byItself(answer);

  /** @param {boolean} ended */
  function render(ended) {
    const opening = answer.phase === "opening";
    if (!opening && scene.head && !answer.head && !answer.empty && !answer.saving && !answer.failure) send();
    box.checked = !answer.empty;
    const from = node.contains(document.activeElement) ? document.activeElement : null;
    node.hidden = opening || !(ended || (answer.head && !scene.head));
    ask.hidden = Boolean(answer.head);
    told.hidden = !answer.head;
    if (from === box && ask.hidden) back.focus();
    else if (from === back && told.hidden) box.focus();
  }

  /** Returns what is deleted with the path, and what stays where it was sent. */
  function along() {
    if (!answer.head) return answer.empty ? null : { text: [], remove: untick };
    const { handed, sent } = answer.head;
    return { text: [words["scene.delete_played"], ...(handed || sent ? [words["form.out_of_reach"]] : [])], remove: () => answer.remove() };
  }
  function untick() {
    answer.input(null);
    answer.draft();
  }
  return { node, render, along };
}
