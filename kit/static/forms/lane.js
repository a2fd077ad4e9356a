// Who will see the answer: a lock and two words, which open to change it where that is allowed.

import { onEscape } from "./confirm.js";
import { freshId } from "../dom.js";
import { audience } from "./state_words.js";
import { html, nothing } from "../vendor/lit-html.js";
import { live } from "../vendor/directives/live.js";

/** Closed if nobody else will ever see the answer. @param {boolean} closed */
export const lock = (closed) => html`<svg class="kit-lock" viewBox="0 0 16 16" aria-hidden="true"><path d=${closed ? "M5 7V5a3 3 0 0 1 6 0v2" : "M5 7V4.5A3 3 0 0 1 10.6 3"}></path><rect x="3" y="7" width="10" height="7" rx="1.5"></rect></svg>`;

// `move(to)` asks before a finished answer goes to the other lane.
/** @param {Answer} answer @param {Spec} spec @param {{ move: (to: Lane) => void }} how */
export function laneLine(answer, spec, { move }) {
  const { item } = answer;
  const { words } = spec;
  const name = freshId("lane");
  const panel = freshId("who");
  const change = freshId("change");
  let open = false;

  /** @param {boolean} wanted */
  function show(wanted) {
    open = wanted;
    answer.changed();
    const place = document.querySelector(open ? `#${panel} input:checked` : `#${change}`);
    if (place instanceof HTMLElement) place.focus();
  }
  const pressed = () => (answer.phase === "done" ? move(answer.lane === "shared" ? "private" : "shared") : show(!open));
  const first = () => answer.phase === "writing" && !answer.head;

  // Read before the first save: first words are handed in, too, and others may read this private folder.
  function warning() {
    if (answer.phase !== "writing" || answer.heads.some((head) => head.lane === answer.lane)) return "";
    if (answer.lane === "shared") return item.firstGoes ? words["lane.first_goes"] : "";
    return spec.place === words["place.this_computer"] ? "" : spec.place;
  }

  /** The lock, who will see the answer or what says it, and the button. @param {unknown} told */
  function line(told) {
    if (!first()) open = false;
    const may = item.laneOpen && (first() || (answer.phase === "done" && (item.travels || answer.lane === "shared")));
    const label = open ? words["lane.close"] : words["lane.change"];
    // In a screen reader's list of buttons, each says what it is about.
    return html`<div class="kit-lane-told" data-lane=${answer.lane}>${lock(answer.lane === "private")}${told}${may ? html`<button
      type="button" class="kit-change" id=${change} aria-expanded=${String(open)} aria-controls=${panel} aria-label="${label}: ${words["lane.who"]}" @click=${pressed}>${label}</button>` : nothing}</div>`;
  }

  /** @param {Lane} lane @param {string} label @param {string[]} more */
  const way = (lane, label, more) => html`<label class="kit-row" data-chosen=${String(answer.lane === lane)}><input type="radio" name=${name} value=${lane}
    .checked=${live(answer.lane === lane)} @change=${() => answer.choosesLane(lane)}><span><strong>${label}</strong>${more.map((one) => html`<small>${one}</small>`)}</span></label>`;

  /** What stands above the field. */
  function above() {
    const warns = warning();
    const place = spec.place.charAt(0).toUpperCase() + spec.place.slice(1);
    return html`<div class="kit-who" data-paper=${answer.lane === "private" ? words["paper.private"] : nothing} @keydown=${onEscape(() => open && show(false))}>
      ${line(html`<p>${audience(words, answer.lane, item)}</p>`)}${warns ? html`<p class="kit-records">${warns}</p>` : nothing}
      <fieldset id=${panel} class="kit-lane" ?hidden=${!open}><legend>${words["lane.who"]}</legend><div class="kit-pair">
        ${way("shared", words["lane.my_instructor"], [words["lane.travels"], words["lane.records"]])}${way("private", words["lane.only_me"], [place])}
      </div></fieldset></div>`;
  }
  return { line, above };
}
