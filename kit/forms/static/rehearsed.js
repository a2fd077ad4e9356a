// Starts an empty reflection from the week's scene: only if the learner asks for it, and only in the field.

import { el, fill, fillWithCourse } from "./dom.js";

/** Returns the text for the field: the line to say again, or a place for one, and what was never found out.
 * @param {Rehearsed} played @param {Words} words */
export function draftOf({ title, again, never }, words) {
  return [
    fill(words["rehearsed.from"], { title }),
    `${words["rehearsed.say_again"]} ${again}`.trim(),
    never.length ? `${words["rehearsed.never"]} ${never.join("; ")}.` : "",
  ].filter(Boolean).join("\n\n") + "\n";
}

/** Makes a button for each scene that was played and saved; gone as soon as the field has text.
 * @param {Answer} answer @param {HTMLTextAreaElement} area @param {Words} words @returns {Form} */
export function startsFromScene(answer, area, words) {
  /** @type {Rehearsed[]} */
  let kept = [];
  const means = el("p", { class: "kit-small", text: words["rehearsed.start_means"] });
  const buttons = el("div", { class: "kit-actions" });
  const node = el("div", { class: "kit-starts", hidden: true }, buttons, means);

  /** @param {Rehearsed} played */
  function start(played) {
    if (!answer.empty) return;
    answer.input(draftOf(played, words));
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }
  function render() {
    node.hidden = !kept.length || answer.phase !== "writing" || !answer.empty || Boolean(answer.offered);
  }
  function refresh() {
    answer.kernel.ask({ type: "rehearsed" }, {
      reply: (reply) => {
        if (!reply.ok) return;
        kept = reply.rehearsed;
        buttons.replaceChildren(...kept.map((played) => el("button", { type: "button", class: "kit-button kit-quiet", onclick: () => start(played) },
          fillWithCourse(words["rehearsed.start"], { title: played.title }))));
        render();
      },
    });
  }
  return { node, render, refresh };
}
