// A text: its field, its word count, and how it is shown when it is done.

import { el, fill, freshId, say } from "./dom.js";
import { frame } from "./frame.js";
import { startsFromScene } from "./rehearsed.js";
import { valueWords } from "./shape.js";

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

// Shows how many words there are and how many are requested, as text and as a bar.
/** @param {Words} words @param {Item["words"]} asked */
export function wordBar(words, asked) {
  const id = freshId("count");
  const said = el("p", { id, class: "kit-count" });
  const fillTo = el("span", {});
  const bar = asked && el("div", { class: "kit-meter", "aria-hidden": "true" }, fillTo);
  if (bar) bar.style.setProperty("--kit-least", `${(100 * asked.least) / asked.most}%`);
  /** @param {string} text */
  const render = (text) => {
    const count = countWords(text);
    const plain = count === 1 ? words["prose.one_word"] : words["prose.many_words"];
    say(said, fill(asked ? words["prose.of_asked"] : plain, { count, ...asked }));
    if (!bar || !asked) return;
    fillTo.style.width = `${Math.min(100, (100 * count) / asked.most)}%`;
    bar.dataset.enough = String(count >= asked.least);
  };
  return { id, node: el("div", { class: "kit-counted" }, bar, said), render };
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
  const shown = el("p", { class: "kit-reading" });
  const starts = spec.rehearsed ? startsFromScene(answer, text.area, words) : null;
  const field = el("div", {}, text.node, starts?.node ?? null);
  const form = frame(answer, spec, {
    kind: "prose", field, shown, count: count.node,
    describe: (value) => value,
    along: () => (spec.items.length > 1 ? { text: [words["self_marking.deleted_along"]], remove: () => {} } : null),
    onrender: () => {
      text.render();
      count.render(typed());
      starts?.render();
      say(shown, answer.phase === "done" ? valueWords("prose", answer.value, typed, words) : "");
    },
  });
  return { ...form, refresh: starts?.refresh };
}
