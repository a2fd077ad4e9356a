// Where a reader may look in a text: the writer picks a question, a sentence and an example. Nothing is saved.

import { authorHtml } from "../author_html.js";
import { courseLang, el, freshId } from "../dom.js";
import { besideText, sentencesOf } from "./own_text.js";
import { html, nothing, render as draw } from "../vendor/lit-html.js";
import { live } from "../vendor/directives/live.js";

/** @param {Answer} answer @param {Spec} spec @param {KernelLink} kernel @returns {{ node: HTMLElement, render(): void }} */
export function opinion(answer, spec, kernel) {
  const { words } = spec;
  if (spec.opinion === "by_person")
    return {
      node: el("p", { class: "kit-small kit-opinion-none", text: words["opinion.by_person"] }),
      render() { this.node.hidden = answer.phase !== "done"; },
    };
  const name = freshId("opinion");
  const typed = () => (typeof answer.value === "string" ? answer.value : "");
  /** The text that was read last; `null` before the first time. @type {string | null} */
  let asked = null;
  /** @type {{ note: string, about: string, questions: OpinionQuestion[] }} */
  let read = { note: "", about: "", questions: [] };
  /** What was picked: a question, a sentence of it, and an example. */
  let picked = { question: -1, sentence: -1, anchor: -1 };
  let told = "";
  const box = el("details", { class: "kit-opinion", ontoggle: () => {
    if (box.open && asked !== typed()) ask();
    render();
  } });

  /** A group of choices; `about` stands outside the label, so that its name stays short.
   * @param {string} id @param {string} legend @param {{ label: unknown, about?: unknown }[]} entries @param {number} chosen @param {(at: number) => void} act */
  const group = (id, legend, entries, chosen, act) => html`<fieldset class="kit-opinion-part kit-opinion-${id}"><legend>${legend}</legend><div class="kit-rows">${entries.map(({ label, about }, at) => html`<div>
    <label class="kit-row" data-chosen=${String(at === chosen)}><input type="radio" name="${name}-${id}" .checked=${live(at === chosen)} aria-describedby=${about ? `${name}-${id}-${at}` : nothing}
      @change=${() => { act(at); render(); }}><span>${label}</span></label>${about ? html`<p class="kit-why" id="${name}-${id}-${at}">${about}</p>` : nothing}</div>`)}</div></fieldset>`;

  function steps() {
    const question = read.questions[picked.question];
    const own = question?.sentences ?? [];
    // If no program read the text for this question, its examples come at once.
    const compares = question && (!own.length || (picked.sentence >= 0 && picked.sentence < own.length));
    const next = compares ? picked.anchor >= 0 && { title: words["opinion.next"], says: question.anchors[picked.anchor].next }
      : picked.sentence >= 0 && { title: words["opinion.next_none"], says: question.none };
    return html`${group("pick", words["opinion.pick"], read.questions.map((one) => ({ label: html`<strong>${authorHtml(one.name)}:</strong> <span>${authorHtml(one.question)}</span>` })),
      picked.question, (at) => { picked = { question: at, sentence: -1, anchor: -1 }; })}
      ${own.length ? group("look", words["opinion.look"], [...own.map((text) => ({ label: html`<span lang=${courseLang() ?? nothing}>${text}</span>` })), { label: words["opinion.none"] }],
        picked.sentence, (at) => { picked = { ...picked, sentence: at, anchor: -1 }; }) : nothing}
      ${compares ? group("beside", words["opinion.compare"], question.anchors.map(({ anchor, why }) => ({ label: authorHtml(anchor), about: authorHtml(why) })),
        picked.anchor, (at) => { picked = { ...picked, anchor: at }; }) : nothing}
      <div class="kit-opinion-next" role="status">${next ? html`<p class="kit-opinion-name">${next.title}</p><p class="kit-opinion-says">${authorHtml(next.says)}</p>` : nothing}</div>`;
  }
  /** The writer's text, with the sentences that may answer the question. */
  function text() {
    const own = read.questions[picked.question]?.sentences ?? [];
    return html`<p class="kit-reading">${sentencesOf(asked ?? "").map((one) => (own.includes(one) ? html`<mark data-chosen=${String(own[picked.sentence] === one)}>${one}</mark> ` : `${one} `))}</p>`;
  }
  function ask() {
    const sent = typed();
    told = words["opinion.reading"];
    kernel.ask({ type: "opinion", text: sent }, {
      patience: 20000,
      silent: () => {
        told = words["opinion.no_reply"];
        render();
      },
      reply: (reply) => {
        const pressed = box.querySelector(":scope > button:focus");
        told = reply.ok ? "" : reply.sentence;
        if (reply.ok) {
          const before = read.questions[picked.question]?.id;
          asked = sent;
          read = /** @type {any} */ (reply);
          picked = { question: read.questions.findIndex(({ id }) => id === before), sentence: -1, anchor: -1 };
        }
        render();
        // The button that had the focus is gone.
        if (pressed && !pressed.isConnected) /** @type {HTMLElement} */ (box.querySelector("input:checked") ?? box.querySelector("input") ?? box.querySelector("summary")).focus();
      },
    });
    render();
  }
  function render() {
    const changed = asked !== null && asked !== typed();
    draw(html`<summary>${words["opinion.title"]}</summary><p class="kit-small">${words["opinion.what_it_is"]}</p>
      ${read.about ? html`<blockquote class="kit-opinion-words" lang=${courseLang() ?? nothing}>${read.about}</blockquote>` : nothing}${read.note ? html`<p class="kit-opinion-says">${read.note}</p>` : nothing}
      ${read.questions.length && box.open ? besideText(words["self_marking.text"], text(), steps()) : nothing}
      <p class="kit-small" role="status">${told || (changed ? words["opinion.changed"] : "")}</p>${changed ? html`<button type="button" class="kit-button" @click=${ask}>${words["opinion.again"]}</button>` : nothing}`, box);
  }
  return { node: box, render };
}

// Adds the questions below a text's form.
/** @param {Form} form @param {Answer} answer @param {Spec} spec @param {KernelLink} kernel @returns {Form} */
export function withOpinion(form, answer, spec, kernel) {
  const panel = opinion(answer, spec, kernel);
  return {
    node: el("div", {}, form.node, panel.node),
    render() {
      form.render();
      panel.render();
    },
    refresh: form.refresh,
  };
}
