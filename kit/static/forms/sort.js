// Sorting cards: each card goes to a pile by tap, key or drag, and its reason appears at once.

import { authorHtml } from "../author_html.js";
import { courseLang, el, fill, fillWithCourse, freshId } from "../dom.js";
import { frame } from "./frame.js";
import { plain } from "./table_cell.js";
import { repeat } from "../vendor/directives/repeat.js";
import { html, nothing, render } from "../vendor/lit-html.js";

/** @type {OneForm} */
export function sort(answer, spec) {
  const { item, words } = answer;
  const { cards, bins } = item;
  const names = Object.fromEntries(bins.map((bin) => [bin.id, bin.label]));
  const textId = freshId("card");
  let at = 0;
  let dragged = "";
  let begun = false;
  const placed = () => answer.value || {};
  /** The first card without a place, or -1. */
  const open = () => cards.findIndex((card) => !placed()[card.id]);

  /** @param {string} card @param {string} bin */
  function place(card, bin) {
    at = cards.findIndex((one) => one.id === card);
    answer.input({ ...placed(), [card]: bin });
  }
  const drag = (/** @type {string} */ card) => (/** @type {DragEvent} */ event) => {
    dragged = card;
    event.dataTransfer?.setData("text/plain", "");
    event.stopPropagation();
  };
  const over = (/** @type {DragEvent} */ event) => dragged && event.preventDefault();
  const drop = (/** @type {string} */ bin) => (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    event.stopPropagation();
    if (dragged) place(dragged, bin);
    dragged = "";
  };
  const toPiles = () => field.querySelector(".kit-sort-to")?.querySelector("button")?.focus();
  function next() {
    const left = cards.findIndex((card, index) => index > at && !placed()[card.id]);
    at = left < 0 ? open() : left;
    draw();
    toPiles();
  }
  /** @param {Item["cards"][number]} card */
  const reason = (card) => html`<p><strong>${fillWithCourse(placed()[card.id] === card.bin ? words["sort.course_agrees"] : words["sort.course_says"],
    { place: names[card.bin] })}</strong></p>${authorHtml(card.explain)}`;
  /** @param {string} label */
  const inCourse = (label) => html`<span lang=${courseLang() || nothing}>${label}</span>`;

  function deck() {
    const card = cards[at];
    const chosen = placed()[card.id] || "";
    /** @param {KeyboardEvent} event */
    const key = (event) => {
      const bin = bins[Number(event.key) - 1];
      if (bin && !event.ctrlKey && !event.metaKey && !event.altKey) place(card.id, bin.id);
    };
    return html`<div class="kit-sort-card" ?hidden=${answer.phase === "done"} @keydown=${key}>
      <p class="kit-small">${fill(words["sort.card"], { number: at + 1, total: cards.length })}</p>
      <p id=${textId} class="kit-sort-text" draggable="true" @dragstart=${drag(card.id)}>${authorHtml(card.text)}</p>
      <div class="kit-sort-to" role="group" aria-labelledby=${textId}>${bins.map((bin) => html`<button type="button" class="kit-button kit-plain"
        ?disabled=${answer.phase === "opening"} aria-pressed=${chosen === bin.id} @click=${() => place(card.id, bin.id)} @dragover=${over} @drop=${drop(bin.id)}>${inCourse(bin.label)}</button>`)}</div>
      <div class="kit-why" role="status" ?hidden=${!chosen}>${chosen ? reason(card) : nothing}</div>
      ${chosen && open() >= 0 ? html`<button type="button" class="kit-button kit-main" @click=${next}>${words["sort.next"]}</button>` : nothing}</div>`;
  }
  /** @param {Item["bins"][number]} bin */
  function pile(bin) {
    const done = answer.phase === "done";
    const here = cards.filter((one) => placed()[one.id] === bin.id);
    /** @param {Item["cards"][number]} one */
    const card = (one) => html`<li><button type="button" class="kit-placed" draggable="true" @dragstart=${drag(one.id)} @click=${() => {
      at = cards.indexOf(one);
      answer.again();
      toPiles();
    }}>${authorHtml(one.text)}</button>${done ? html`<div class="kit-why">${reason(one)}</div>` : nothing}</li>`;
    return html`<section class="kit-pile" ?hidden=${done && !here.length} @dragover=${over} @drop=${drop(bin.id)}>
      <h4>${inCourse(bin.label)} <span class="kit-small">${here.length || ""}</span></h4>
      <ul ?hidden=${!here.length}>${repeat(here, (one) => one.id, card)}</ul></section>`;
  }
  const field = el("div", { class: "kit-sort" });
  const count = el("p", { class: "kit-count" });
  function draw() {
    render(fill(words["sort.count"], { sorted: Object.keys(placed()).length, total: cards.length }), count);
    // On paper there is no next card: all remaining ones are printed.
    render(html`${deck()}<ul class="kit-sort-left">${cards.filter((one) => !placed()[one.id]).map((one) => html`<li>${authorHtml(one.text)}</li>`)}</ul>
      <div class="kit-piles">${bins.map(pile)}</div>`, field);
  }
  return frame(answer, spec, {
    kind: "sort", live: true, reopens: true, count, field,
    describe: (value) => cards.filter((card) => value[card.id]).map((card) => `${plain(card.text)} → ${names[value[card.id]]}`).join("\n"),
    refuse: (value) => {
      const left = cards.filter((card) => !value[card.id]);
      if (!left.length) return "";
      at = cards.indexOf(left[0]);
      draw();
      toPiles();
      return fill(words["sort.open"], { open: left.length, total: cards.length });
    },
    onrender: () => {
      // A reopened or unfinished answer continues at the first card without a place.
      if (answer.phase === "opening") at = 0;
      else if (answer.phase === "done" || !begun) at = Math.max(0, open());
      begun ||= !["opening", "done"].includes(answer.phase);
      draw();
    },
  });
}
