// A finished text marked by its writer: for each criterion the level that fits, and the sentences that earn it.

import { authorHtml } from "../author_html.js";
import { author, el, fill, freshId } from "../dom.js";
import { frame } from "./frame.js";
import { besideText, sentencesOf } from "./own_text.js";
import { textField } from "./text_field.js";
import { html, nothing } from "../vendor/lit-html.js";
import { live } from "../vendor/directives/live.js";

// The questions that lead to a level are folded, because a learner who knows the levels doesn't need them.
/** @param {Item["criteria"][number]} criterion @param {Words} words */
const questions = ({ table }, words) => html`<details><summary>${words["self_marking.table"]}</summary><p class="kit-small">${words["marking.in_order"]}</p>
  <ol>${table.map(({ ask, yes, no }) => html`<li>${authorHtml(ask)}<span class="kit-small"> ${words["marking.if_yes"]}: ${yes}. ${words["marking.if_no"]}: ${no}.</span></li>`)}</ol></details>`;

/** @param {string[]} entries */
const list = (entries) => html`<ul>${entries.map((entry) => html`<li>${authorHtml(entry)}</li>`)}</ul>`;
/** @param {{ name: string, count: string[], only_sound: string[] }} practices @param {Words} words */
const practicesOf = ({ name, count, only_sound }, words) => html`<details><summary>${words["self_marking.practices"]} ${authorHtml(name)}</summary>
  <p>${words["marking.count"]}</p>${list(count)}<p>${words["marking.only_sound"]}</p>${list(only_sound)}</details>`;

/** @param {Answer} answer the marks @param {Spec} spec @param {Answer} text what is marked @returns {Form} */
function selfMarking(answer, spec, text) {
  const { item, words } = answer;
  const name = freshId("level");
  /** The criterion that a chosen sentence is given to: the one that was used last. */
  let [now] = item.criteria;
  /** @param {string} id @returns {{ level?: number, words?: string }} */
  const marked = (id) => answer.value?.criteria?.[id] || {};
  /** @param {string} id @param {{ level?: number, words?: string }} part */
  const marks = (id, part) => ({
    revision: text.head?.id ?? null,
    criteria: { ...answer.value?.criteria, [id]: { ...marked(id), ...part } },
  });
  /** @param {string} id */
  const earned = (id) => marked(id).words ?? "";
  /** @param {string} sentence */
  function give(sentence) {
    const has = earned(now.id);
    answer.input(marks(now.id, { words: has.includes(sentence) ? has.replace(sentence, "").replace(/ {2,}/g, " ").trim() : `${has} ${sentence}`.trim() }));
  }
  /** @param {string} sentence */
  function sentenceRow(sentence) {
    const to = item.criteria.filter(({ id }) => earned(id).includes(sentence)).map((one) => author(one.name).textContent);
    return html`<button type="button" class="kit-sentence" aria-pressed=${String(earned(now.id).includes(sentence))}
      ?disabled=${answer.phase === "opening"} @click=${() => give(sentence)}>${sentence}${to.length ? html` <small>${to.join(", ")}</small>` : nothing}</button>`;
  }
  /** @param {Item["criteria"][number]} criterion */
  function criterionPart(criterion) {
    const { id, levels, question } = criterion;
    const here = () => {
      if (now === criterion) return;
      now = criterion;
      answer.changed();
    };
    return html`<fieldset class="kit-criterion" data-now=${String(now === criterion)} @focusin=${here}><legend><h4>${authorHtml(criterion.name)}</h4></legend>
      <p class="kit-small">${authorHtml(question)}</p>${questions(criterion, words)}
      <div class="kit-rows">${levels.map(({ level, says }) => html`<label class="kit-row" data-chosen=${String(marked(id).level === level)}><input type="radio" name="${name}-${id}" value=${level}
        .checked=${live(marked(id).level === level)} ?disabled=${answer.phase === "opening"} @change=${() => answer.input(marks(id, { level }))}><strong>${level}</strong><span>${authorHtml(says)}</span></label>`)}</div>
      <div ?hidden=${!earned(id) && document.activeElement?.id !== `${name}-${id}-words`}>${textField(answer, { id: `${name}-${id}-words`,
        label: words["self_marking.words"], value: earned(id), write: (typed) => marks(id, { words: typed }) })}</div></fieldset>`;
  }

  const form = frame(answer, spec, {
    kind: "self_marking",
    live: true,
    field: () => besideText(words["self_marking.text"],
      html`<p class="kit-small" role="status">${fill(words["self_marking.give"], { criterion: author(now.name).textContent })}</p>${sentencesOf(text.head?.value ?? "").map(sentenceRow)}`,
      html`${answer.phase === "done" && answer.value.revision !== text.head?.id ? html`<p class="kit-small">${words["self_marking.since"]}</p>` : nothing}
        ${item.practices ? practicesOf(item.practices, words) : nothing}${item.criteria.map(criterionPart)}`),
    describe: (value) => item.criteria.filter(({ id }) => value?.criteria?.[id]?.level !== undefined)
      .map(({ id, name: called }) => `${author(called).textContent}: ${value.criteria[id].level}`).join(" · "),
    refuse: () => {
      const open = item.criteria.filter(({ id }) => marked(id).level === undefined).length;
      return open ? fill(words["self_marking.open"], { open, total: item.criteria.length }) : "";
    },
  });
  return { node: el("div", { class: "kit-self-marking" }, form.node), render: form.render };
}

// Adds the writer's marking below a text's form, once the text is done.
/** @param {Form} form @param {Answer[]} answers @param {Spec} spec @returns {Form} */
export function withSelfMarking(form, [text, marks], spec) {
  const panel = selfMarking(marks, spec, text);
  return {
    node: el("div", {}, form.node, panel.node),
    render() {
      // The marks are deleted with the text.
      if (text.deleted && (marks.head || !marks.empty)) {
        marks.keep.forget();
        marks.open({ heads: [], draft: null }, false);
      }
      form.render();
      panel.render();
      panel.node.hidden = text.phase !== "done";
    },
    refresh: form.refresh,
  };
}
