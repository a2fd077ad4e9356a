// "Tell my instructor that I played this": a line of its own, sent only where the box is ticked. It goes with Done, or
// at once where the way is saved already. Who said no, or took it back, finds the box empty.

import { button, el } from "./dom.js";

/** @param {Answer} answer of the line @param {Answer} scene @param {Words} words */
export function playedLine(answer, scene, words) {
  const box = el("input", { type: "checkbox", checked: true, onchange: () => scene.phase === "done" && box.checked && send() });
  const ask = el("label", { class: "kit-row" }, box, el("span", { text: words["scene.tell_played"] }));
  const back = button(words["scene.take_back_played"], () => {
    box.checked = false;
    answer.remove();
  }, "quiet");
  const told = el("div", { class: "kit-told-played" }, el("p", { text: words["scene.told_played"] }), back);
  const node = el("div", { class: "kit-played" }, ask, told);
  let saving = false;
  let sending = false;
  let known = false;

  function send() {
    if (answer.head || answer.saving) return;
    sending = true;
    answer.input({ played: true });
    answer.done();
    sending = false;
  }

  /** @param {boolean} ended */
  function render(ended) {
    const done = saving && scene.phase === "done";
    saving = scene.saving && scene.phase === "writing";
    const opening = answer.phase === "opening";
    // Nothing else keeps the "no" of who played this before.
    if (!known && !opening && (ended || scene.head)) box.checked = false;
    known ||= !opening;
    if (done && box.checked) send();
    else if (scene.phase === "done" && !answer.head && !answer.saving && !sending) box.checked = false;
    const from = node.contains(document.activeElement) ? document.activeElement : null;
    node.hidden = opening || !(ended || (answer.head && !scene.head));
    ask.hidden = Boolean(answer.head);
    told.hidden = !answer.head;
    if (from === box && ask.hidden) back.focus();
    else if (from === back && told.hidden) box.focus();
  }

  /** What is deleted with the way, and what stays where it was sent. */
  function along() {
    if (!answer.head) return null;
    const { handed, sent } = answer.head;
    return { text: [words["scene.delete_played"], ...(handed || sent ? [words["form.out_of_reach"]] : [])], remove: () => answer.remove() };
  }
  return { node, render, along };
}
