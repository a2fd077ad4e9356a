// A text: its field, its word count, and how it is shown when it is done.

import { el, fill, fillWithCourse, freshId } from "../dom.js";
import { frame } from "./frame.js";
import { valueWords } from "./shape.js";
import { html, nothing, render as draw } from "../vendor/lit-html.js";

/** @param {string} text */
export function countWords(text) {
  return (text.trim().match(/\S+/gu) || []).length;
}

// Makes a textarea that grows with its text and passes it to its answer.
/**
 * @param {Answer} answer
 * @param {string} label
 * @param {{ rows: number, read: (value: Value) => string, write: (typed: string) => Value, described?: string, lang?: string | null }} how
 */
export function writing(answer, label, { rows, read, write, described = "", lang = null }) {
  const id = freshId("text");
  const area = el("textarea", {
    id, rows, class: "kit-text", spellcheck: "true", autocomplete: "off", "aria-describedby": described,
    oninput: () => {
      grow();
      answer.input(write(area.value));
    },
    onblur: () => answer.leave(),
  });
  function grow() {
    area.style.height = "auto";
    if (area.scrollHeight) area.style.height = `${area.scrollHeight + 2}px`;
  }
  const render = () => {
    const text = read(answer.value);
    if (area.value !== text && !(answer.dirty && document.activeElement === area)) area.value = text;
    // Jupyter doesn't treat a read-only field as a text field, so its single-key commands would fire.
    area.readOnly = answer.phase === "opening";
    area.toggleAttribute("data-lm-suppress-shortcuts", area.readOnly);
    grow();
  };
  return { node: el("div", { class: "kit-field" }, el("label", { for: id, lang, text: label }), area), area, render };
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
 * @param {Answer} answer @param {HTMLTextAreaElement} area @param {Words} words */
function startsFromScene(answer, area, words) {
  /** @type {Rehearsed[]} */
  let kept = [];

  /** @param {Rehearsed} played */
  function start(played) {
    if (!answer.empty) return;
    answer.input(draftOf(played, words));
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
  const text = writing(answer, words["prose.your_answer"], {
    rows: item.words && item.words.most > 60 ? 7 : 4,
    read: typed,
    write: (value) => value,
    described: count.id,
  });
  const starts = spec.rehearsed ? startsFromScene(answer, text.area, words) : null;
  const form = frame(answer, spec, {
    kind: "prose", count: count.node,
    field: () => html`${text.node}${starts?.template() ?? nothing}`,
    shown: () => html`<p class="kit-reading">${answer.phase === "done" ? valueWords("prose", answer.value, typed, words) : ""}</p>`,
    describe: (value) => value,
    along: () => (spec.items.length > 1 ? { text: [words["self_marking.deleted_along"]], remove: () => {} } : null),
    onrender: () => {
      text.render();
      count.render(typed());
    },
  });
  return { ...form, refresh: starts?.refresh };
}
