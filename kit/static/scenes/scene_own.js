// Your own words beside the line that you chose, with one question, and no answer of ours.

import { freshId } from "../dom.js";
import { html, nothing } from "../vendor/lit-html.js";
import { langOf, wordsOf } from "./scene_looked_back.js";

/** @param {SceneProps} props @param {(at: number, rather: Rather) => void} answer */
export function besideChosen({ words }, answer) {
  /** @type {[Rather, string][]} */
  const ways = [["mine", words["scene.rather_mine"]], ["chosen", words["scene.rather_chosen"]], ["unsure", words["scene.rather_unsure"]]];
  const stem = freshId("rather");
  /** @param {SceneStep} step @param {number} at its place in the path @param {Rather | undefined} rather @param {string} where */
  return ({ taken, typed }, at, rather, where) => {
    const choice = /** @type {SceneChoice} */ (taken);
    return html`<div class="kit-own-pair">
      <div class="kit-two-lines">
        <p class="kit-line kit-typed"><span class="kit-small">${words["scene.own_words"]}: </span>${typed}</p>
        <p class=${choice.says ? "kit-line" : "kit-line kit-deed"}><span class="kit-small">${words["scene.you_chose"]}: </span><span lang=${langOf(choice) ?? nothing}>${wordsOf(choice, words["scene.you_wait"])}</span></p>
      </div>
      <fieldset class="kit-rather"><legend class="kit-small">${words["scene.rather"]}</legend>
        ${ways.map(([id, label]) => html`<label class="kit-way" data-chosen=${String(id === rather)}><input type="radio" name="${stem}-${where}-${at}" value=${id} .checked=${id === rather} @change=${() => answer(at, id)}> ${label}</label>`)}
      </fieldset></div>`;
  };
}
