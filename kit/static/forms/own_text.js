// The writer's own text, beside what is asked about it.

import { courseLang } from "../dom.js";
import { html } from "../vendor/lit-html.js";

/** @param {string} text */
export const sentencesOf = (text) => Array.from(new Intl.Segmenter("en", { granularity: "sentence" }).segment(text), ({ segment }) => segment.trim()).filter(Boolean);

/** Two columns where there is room for them: what is asked, and the text. @param {string} title @param {unknown} text @param {unknown} asked */
export function besideText(title, text, asked) {
  return html`<div class="kit-with-text"><section class="kit-text-beside" aria-label=${title}><div class="kit-text-sheet" lang=${courseLang() ?? "en"}><p class="kit-text-title">${title}</p>${text}</div></section><div>${asked}</div></div>`;
}
