// The self-ratings: five questions at a time, one a row, six choices, no default; stacked where the column is narrow.

import { same } from "./answer.js";
import { authorHtml } from "../author_html.js";
import { author, el, fill, freshId } from "../dom.js";
import { stateLine, tell } from "./frame.js";
import { lock } from "./lane.js";
import { audience, clock, savedWords } from "./state_words.js";
import { html, nothing, render as draw } from "../vendor/lit-html.js";
import { live } from "../vendor/directives/live.js";

const A_PAGE = 5;

/** @param {Answer[]} answers @param {Spec} spec @param {KernelLink} kernel @returns {Form} */
export function scale(answers, spec, kernel) {
  const { words, choices } = spec;
  const [{ item, lane }] = answers;
  const name = freshId("rate");
  /** @type {Record<string, string>} */
  const times = { pre: words["scale.before"], post: words["scale.after"] };
  /** @param {Value} value */
  const wordsOf = (value) => {
    const found = choices.find((choice) => same(choice.value, value));
    return found ? author(found.label).textContent : words["scale.not_answered"];
  };
  // In the order of the groups, in pages of five; a group may go on on the next page.
  const grouped = new Set(spec.groups.flatMap((group) => group.items));
  const inOrder = [...spec.groups, { id: "", name: "", items: answers.map((one) => one.item.id).filter((id) => !grouped.has(id)) }]
    .flatMap((group) => group.items.map((id) => ({ group, answer: /** @type {Answer} */ (answers.find((one) => one.item.id === id)) })));
  const pages = Array.from({ length: Math.ceil(inOrder.length / A_PAGE) }, (_, at) => inOrder.slice(at * A_PAGE, (at + 1) * A_PAGE));
  /** The page that is shown; -1 until the answers are known. */
  let page = -1;
  /** What was answered before, by question; null until it was asked for. @type {Record<string, Record<string, Kept[]>> | null} */
  let earlier = null;
  const line = stateLine();
  const node = el("fieldset", { class: "kit-question kit-scale" });

  const finished = () => answers.every((one) => one.phase === "done" || (one.phase === "writing" && one.empty)) && answers.some((one) => one.phase === "done");
  // The then-test shows the earlier ratings, so it is given before they are seen.
  /** @param {Answer} answer */
  const given = (answer) => spec.beside.length > 0 && Boolean(answer.head);

  /** @param {string} id */
  function saidBefore(id) {
    if (!earlier?.[id]) return nothing;
    const parts = Object.entries(earlier[id]).filter(([, heads]) => heads.length)
      .map(([occasion, heads]) => `${times[occasion]}: ${heads.map((head) => wordsOf(head.value)).join(" / ")}`);
    return html`<p class="kit-earlier">${parts.length ? fill(words["scale.you_said"], { answers: parts.join("; ") }) : words["scale.no_earlier"]}</p>`;
  }
  /** @param {Answer} answer */
  const row = (answer) => html`<fieldset class="kit-rate"><legend>${authorHtml(answer.item.title)}</legend>${choices.map((choice, at) => {
    const chosen = !answer.empty && same(choice.value, answer.value);
    return html`<label class="kit-cell" data-gap=${typeof choice.value === "object" || nothing} data-chosen=${String(chosen)}><input type="radio" name="${name}-${answer.item.id}" value=${at}
      .checked=${live(chosen)} ?disabled=${answer.phase === "opening" || given(answer)} @change=${() => answer.input(choice.value)}><span>${authorHtml(choice.label)}</span></label>`;
  })}${answer.head?.asked ? html`<p class="kit-earlier">${fill(words["form.asked_then"], { question: answer.head.asked })}</p>` : nothing}${saidBefore(answer.item.id)}</fieldset>`;

  /** @param {typeof inOrder} rows @param {number} at */
  function onPage(rows, at) {
    const groups = [...new Set(rows.map(({ group }) => group))];
    return html`<div class="kit-scale-page" data-away=${String(at !== Math.max(0, page))}>${groups.map((group) => html`<div class="kit-group" data-dimension=${group.id}>
      ${group.name ? html`<h4 class="kit-group-name">${authorHtml(group.name)}</h4>` : nothing}${rows.filter((one) => one.group === group).map(({ answer }) => row(answer))}</div>`)}</div>`;
  }
  /** @param {number} at */
  const turn = (at) => () => {
    page = at;
    render();
    const shown = node.querySelectorAll(".kit-scale-page")[at];
    shown.querySelector("input")?.focus({ preventScroll: true });
    shown.scrollIntoView({ block: "start" });
  };
  function done() {
    answers.filter((answer) => answer.phase === "writing" && !answer.empty).forEach((answer) => answer.done());
    line.focus();
  }

  function stateNow() {
    const failed = answers.find((one) => one.failure);
    if (failed) return fill(words["state.not_saved"], { sentence: failed.failure });
    if (answers.some((one) => one.phase === "opening")) return words["state.opening_all"];
    if (answers.some((one) => one.saving)) return words["state.saving"];
    const saved = answers.flatMap((one) => (one.phase === "done" && one.head ? [one.head.at] : [])).sort();
    if (finished()) return savedWords(words, saved[saved.length - 1], lane, item);
    if (answers.some((one) => one.dirty)) return words["state.draft_unsaved"];
    const drafts = answers.flatMap((one) => one.draftAt ?? []).sort();
    return drafts.length ? fill(words["state.draft"], { time: clock(drafts[drafts.length - 1]) }) : "";
  }

  function render() {
    for (const answer of answers)
      if (answer.offered && !answer.offered.lost && !answer.offered.gaveWay && !given(answer)) answer.takeOffered();
    if (page < 0 && answers.every((one) => one.phase !== "opening")) page = Math.max(0, pages.findIndex((rows) => rows.some(({ answer }) => answer.empty)));
    const failed = answers.some((one) => one.failure);
    tell(line, stateNow(), failed ? "failed" : finished() ? "done" : "writing", answers.some((one) => one.dirty) && !failed);
    const last = page === pages.length - 1;
    const open = answers.some((one) => one.phase === "writing" && !one.empty);
    draw(html`<legend class="kit-title"><h3>${authorHtml(spec.stem)}</h3></legend>${spec.intro ? html`<div class="kit-prompt">${authorHtml(spec.intro)}</div>` : nothing}
      <div class="kit-lane-told" data-lane=${lane}>${lock(lane === "private")}<p>${audience(words, lane, item)}</p></div>
      <div class="kit-scale-head" aria-hidden="true"><span></span>${choices.map((choice) => html`<span>${authorHtml(choice.label)}</span>`)}</div>${pages.map(onPage)}
      <div class="kit-foot">${line}<p class="kit-count">${fill(words["scale.count"], { given: answers.filter((one) => !one.empty).length, total: answers.length })}</p></div>
      <div class="kit-actions">${page > 0 ? html`<button type="button" class="kit-button" @click=${turn(page - 1)}>${words["scale.five_before"]}</button>` : nothing}
        ${page >= 0 && !last ? html`<button type="button" class="kit-button kit-main" @click=${turn(page + 1)}>${words["scale.next_five"]}</button>` : nothing}
        ${last && open ? html`<button type="button" class="kit-button kit-main" @click=${done}>${words["form.done"]}</button>` : nothing}</div>`, node);
    if (!spec.beside.length || earlier || !finished()) return;
    earlier = {};
    kernel.ask({ type: "earlier" }, {
      reply: (reply) => {
        earlier = reply.earlier || {};
        render();
      },
    });
  }
  return { node, render };
}
