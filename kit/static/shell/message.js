// A message on the page when something went wrong: a sentence, and buttons.

import { html, nothing } from "../vendor/lit-html.js";

/**
 * @typedef {{ label: string, act: () => unknown }} Press
 * @typedef {{ title?: string, text: string, presses?: Press[] }} Message
 */

/** @param {Message} message */
export const message = ({ title, text, presses = [] }) => html`<div class="kit-message">
  ${title ? html`<h1 tabindex="-1">${title}</h1>` : nothing}<p>${text}</p>
  ${presses.length ? html`<p class="kit-home-buttons">${presses.map(({ label, act }, number) => html`
    <button type="button" class=${number ? "kit-quiet" : "kit-main"} @click=${async (/** @type {Event} */ { currentTarget }) => {
      const button = /** @type {HTMLButtonElement} */ (currentTarget);
      button.disabled = true;
      await Promise.resolve(act()).finally(() => { button.disabled = false; });
      if (document.activeElement === document.body) button.focus();
    }}>${label}</button>`)}</p>` : nothing}</div>`;
