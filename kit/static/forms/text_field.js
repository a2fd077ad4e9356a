// The field for a text, as high as its text.

import { html, nothing } from "../vendor/lit-html.js";
import { live } from "../vendor/directives/live.js";

/** A text field with its label; a `told` one is for screen readers alone. A read-only one is no text field to Jupyter, whose single-key commands would fire.
 * @param {Answer} answer @param {{ id: string, label: string, lang?: string | null, told?: boolean, described?: string, rows?: number, value: string, write: (typed: string) => Value, after?: unknown }} how */
export const textField = (answer, { id, label, lang, told = false, described, rows = 1, value, write, after = nothing }) => html`<div class="kit-field">
  <label for=${id} class=${told ? "kit-heard" : nothing} lang=${lang || nothing}>${label}</label><textarea id=${id} rows=${rows} class="kit-text" spellcheck="true" autocomplete="off"
    aria-describedby=${described || nothing} .value=${live(value)} ?readonly=${answer.phase === "opening"} ?data-lm-suppress-shortcuts=${answer.phase === "opening"}
    @input=${(/** @type {any} */ { target }) => answer.input(write(target.value))} @blur=${() => answer.leave()}></textarea>${after}</div>`;

/** Makes every text field of a part as high as its text. An empty one is as high as its rows, and all others are measured together, since each measuring after a change lays out the whole page anew. @param {Element} part */
export function grown(part) {
  const areas = [...part.querySelectorAll("textarea")];
  for (const area of areas) area.style.height = "auto";
  const heights = areas.map((area) => (area.value ? area.scrollHeight : 0));
  areas.forEach((area, at) => {
    if (heights[at]) area.style.height = `${heights[at] + 2}px`;
  });
}
