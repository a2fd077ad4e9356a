// A text: its field, its word count, and how it is shown when it is done.

import { el, fill, fillWithCourse, freshId } from "../dom.js";
import { frame } from "./frame.js";
import { valueWords } from "./shape.js";
import { textField } from "./text_field.js";
import { html, nothing, render as draw } from "../vendor/lit-html.js";

/** @param {string} text */
export function countWords(text) {
  return (text.trim().match(/\S+/gu) || []).length;
}

// Shows how many words there are and how many are requested, as text and as a bar. A tenth less is enough.
/** @param {Words} words @param {Item["words"]} asked */
export function wordBar(words, asked) {
  const id = freshId("count");
  const node = el("div", { class: "kit-counted" });
  /** @param {string} text */
  const render = (text) => {
    const count = countWords(text);
    const plain = count === 1 ? words["prose.one_word"] : words["prose.many_words"];
    draw(html`${asked ? html`<div class="kit-meter" aria-hidden="true" style="--kit-least: ${(100 * asked.least) / asked.most}%"
      data-enough=${String(10 * count >= 9 * asked.least)}><span style="width: ${Math.min(100, (100 * count) / asked.most)}%"></span></div>` : nothing}
      <p id=${id} class="kit-count">${fill(asked ? words["prose.of_asked"] : plain, { count, ...asked })}</p>`, node);
  };
  return { id, node, render };
}

/** Returns the text for the field: the line to say again, or a place for one, and what was never found out.
 * @param {Rehearsed} played @param {Words} words */
export function draftOf({ title, again, never }, words) {
  return [
    fill(words["rehearsed.from"], { title }),
    `${words["rehearsed.say_again"]} ${again}`.trim(),
    never.length ? `${words["rehearsed.never"]} ${never.join("; ")}.` : "",
  ].filter(Boolean).join("\n\n") + "\n";
}

/** Starts an empty reflection from the week's scene, only if the learner asks for it: a button for each scene that was played and saved; gone as soon as the field has text.
 * @param {Answer} answer @param {string} id the field's @param {Words} words */
function startsFromScene(answer, id, words) {
  /** @type {Rehearsed[]} */
  let kept = [];

  /** @param {Rehearsed} played */
  function start(played) {
    if (!answer.empty) return;
    answer.input(draftOf(played, words));
    const area = /** @type {HTMLTextAreaElement} */ (document.getElementById(id));
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }
  const template = () => (kept.length && answer.phase === "writing" && answer.empty && !answer.offered ? html`<div class="kit-starts"><div class="kit-actions">
    ${kept.map((played) => html`<button type="button" class="kit-button kit-quiet" @click=${() => start(played)}>${fillWithCourse(words["rehearsed.start"], { title: played.title })}</button>`)}
    </div><p class="kit-small">${words["rehearsed.start_means"]}</p></div>` : nothing);
  const refresh = () => answer.kernel.ask({ type: "rehearsed" }, {
    reply: (reply) => {
      if (reply.ok) kept = reply.rehearsed;
      answer.changed();
    },
  });
  return { template, refresh };
}

/** @type {OneForm} */
export function prose(answer, spec) {
  const { item, words } = answer;
  const count = wordBar(words, item.words);
  const typed = () => (typeof answer.value === "string" ? answer.value : "");
  const id = freshId("text");
  const rows = item.words && item.words.most > 60 ? 7 : 4;
  const starts = spec.rehearsed ? startsFromScene(answer, id, words) : null;
  const form = frame(answer, spec, {
    kind: "prose", count: count.node,
    field: () => html`${textField(answer, { id, label: words["prose.your_answer"], told: true, rows, described: count.id, value: typed(), write: (text) => text })}${starts?.template() ?? nothing}`,
    shown: () => html`<p class="kit-reading">${answer.phase === "done" ? valueWords("prose", answer.value, typed, words) : ""}</p>`,
    describe: (value) => value,
    along: () => (spec.items.length > 1 ? { text: [words["self_marking.deleted_along"]], remove: () => {} } : null),
    onrender: () => count.render(typed()),
  });
  return { ...form, refresh: starts?.refresh };
}
