// Messages that a page shows once about all saved answers: lines that cannot be read, answers that are gone.

import { el } from "../dom.js";
import { keep, kept } from "../shell/browser_storage.js";
import { html, nothing, render as draw } from "../vendor/lit-html.js";

// Shown in the first form that gets it; at the form's end if something was just pressed there.
/** @param {HTMLElement} root @param {Spec} spec @param {KernelLink} kernel @param {JournalProblem[]} problems @param {boolean} first */
export function journalProblems(root, spec, kernel, problems, first) {
  const { words } = spec;
  const page = root.closest(".jp-Notebook") || document;
  for (const { mark, text, gone } of problems) {
    const key = `kit-told:${spec.workspace}:${mark}`;
    if (kept(key) || page.querySelector(`.kit-problem[data-mark="${mark}"]`)) continue;
    if (gone) page.querySelectorAll(".kit-problem[data-gone]").forEach((earlier) => earlier.remove());
    const box = el("div", { class: "kit-problem", "data-mark": mark, "data-gone": gone });
    const seen = () => {
      keep(key, "read");
      box.remove();
    };
    const back = () => kernel.ask({ type: "put_back" }, {
      reply: (reply) => {
        render(reply.ok ? words["journal_problems.is_back"] : reply.sentence, gone && !reply.ok);
        box.querySelector("p")?.focus();
        if (!reply.ok) return;
        window.dispatchEvent(new CustomEvent("kit:put_back"));
        window.dispatchEvent(new CustomEvent("kit:saved"));
      },
    });
    /** @param {string} says @param {boolean} mayCome */
    const render = (says, mayCome) => draw(html`<p role="status" tabindex="-1">${says}</p><div class="kit-actions">
      ${mayCome ? html`<button type="button" class="kit-button kit-main" @click=${back}>${words["journal_problems.put_back"]}</button>` : nothing}
      <button type="button" class="kit-button" @click=${seen}>${words["journal_problems.seen"]}</button></div>`, box);
    render(text, gone);
    if (first) root.prepend(box);
    else root.append(box);
  }
}
