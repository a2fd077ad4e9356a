// Your turn: her lines come first, then your own words, then the choices. The focus stays here while the transcript
// grows, so keyboard users keep their place and a screen reader is not interrupted.

import { fill, fillWithCourse, freshId } from "../dom.js";
import { html, nothing } from "../vendor/lit-html.js";
import { live } from "../vendor/directives/live.js";
import { hintsOf } from "./scene_hints.js";
import { langOf, wordsOf } from "./scene_looked_back.js";

const REST = 900;

/** @param {SceneProps} props
 * @param {{ choose: (choice: SceneChoice, typed: string) => void, typing: (text: string) => void, hurry: () => void, redraw: () => void, reveal: () => void }} on */
export function turnPanel({ person, people, words }, { choose, typing, hurry, redraw, reveal }) {
  const id = freshId("own-words");
  const jargon = words["scene.jargon_words"].split(",").map((word) => word.trim());
  let key = "";
  let typed = "";
  /** Whether the choices are shown, and whether the typed line was looked at since it changed. */
  let [open, rested] = [false, true];
  /** @type {number | undefined} */
  let timer;

  function show() {
    open = rested = true;
    reveal();
  }
  /** @param {string} text */
  function type(text) {
    typed = text;
    rested = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      rested = true;
      redraw();
    }, REST);
    typing(text);
  }
  /** @param {SceneStep} step @param {boolean} present whether she hears what is said */
  function ownWords({ own, choices }, present) {
    const says = {
      closed: words["scene.hint_closed"], jargon: words["scene.hint_jargon"],
      about_her: words["scene.hint_about_her"], long: words["scene.hint_long"],
    };
    const hints = rested ? hintsOf(typed, { jargon, present }).map(({ what, found }) => fill(says[what], { found })) : [];
    return html`<div class="kit-own-words"><div class="kit-field"><label for=${id}>${words["scene.say_first"]}</label>
        <textarea id=${id} rows="2" class="kit-text" spellcheck="true" autocomplete="off" aria-describedby="${id}-means" .value=${live(typed)}
          @input=${(/** @type {Event} */ { target }) => type(/** @type {HTMLTextAreaElement} */ (target).value)}
          @keydown=${(/** @type {KeyboardEvent} */ event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            if (!event.repeat) show();
          }}></textarea>
        <p id="${id}-means" class="kit-small" ?hidden=${open}>${fill(own === "only" ? words["scene.say_only_means"] : words["scene.say_first_means"], { person: people[person] })}</p></div>
      <div role="status"><ul class="kit-hints" ?hidden=${!hints.length}>${hints.map((hint) => html`<li>${hint}</li>`)}</ul></div>
      <div class="kit-actions" ?hidden=${open}><button type="button" class="kit-button kit-main" @click=${show}>${own === "only" && typed.trim()
        ? words["scene.say_it"] : fill(words["scene.see_ways"], { count: choices.length })}</button></div></div>`;
  }
  /** @param {SceneStep} step */
  function ways({ choices, own }) {
    const count = choices.length;
    const asks = own === "only" && typed.trim() ? words["scene.which_nearest"] : fill(words["scene.choose"], { count });
    const keys = fill(words["scene.by_keys"], { count });
    // Without a keyboard, its keys are not mentioned, not even to screen readers.
    return { label: matchMedia("(hover: none)").matches ? asks : `${asks} ${keys}`, list: html`<div class="kit-choices"><p class="kit-small kit-keys">${asks} <span class="kit-by-keys">${keys}</span></p>
      ${choices.map((choice, n) => html`<button type="button" class="kit-row kit-choice" aria-keyshortcuts=${n + 1} @click=${() => choose(choice, typed.trim())}><span class="kit-digit" aria-hidden="true">${n + 1}</span>
        <span class=${choice.says ? "" : "kit-deed"} lang=${langOf(choice) ?? nothing}>${wordsOf(choice, words["scene.you_wait"])}</span></button>`)}</div>` };
  }
  return {
    /** @param {{ step: SceneStep | null, at: number, text: string, present: boolean, pending: boolean, ended: string }} how `step` is null at the end */
    draw({ step, at, text, present, pending, ended }) {
      const now = step ? `${at} ${step.turn} ${step.choices.map((choice) => choice.id).join(" ")}` : ended;
      if (now !== key) {
        key = now;
        typed = step?.own ? text : "";
        open = !step?.own;
        rested = true;
      }
      /** @param {string} label @param {unknown} inside */
      const panel = (label, inside) => html`<div class="kit-turn" role="group" tabindex="-1" aria-label=${label} data-ended=${String(!step)} data-coming=${String(pending)}>${inside}</div>`;
      if (pending) return panel(words["scene.show_all"], html`<button type="button" class="kit-button kit-quiet kit-coming" @click=${hurry}>${words["scene.show_all"]}</button>`);
      if (!step) return panel(fill(words["scene.ended"], { title: ended }), html`<p class="kit-ended">${fillWithCourse(words["scene.ended"], { title: ended })}</p>`);
      const { label, list } = ways(step);
      return panel(open ? label : words["scene.your_turn"], html`${step.own ? ownWords(step, present) : nothing}${open ? list : nothing}`);
    },
    /** Returns what a digit does now. @param {SceneStep} step @param {string} digit */
    press: ({ choices }, digit) => {
      const choice = open ? choices[Number(digit) - 1] : undefined;
      return choice && (() => choose(choice, typed.trim()));
    },
    end: () => clearTimeout(timer),
  };
}
