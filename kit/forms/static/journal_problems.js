// Messages that a page shows once about all saved answers: lines that cannot be read, answers that are gone.

import { button, el, say } from "./dom.js";

/** @param {Spec} spec @param {string} mark */
const remembered = (spec, mark) => `kit-told:${spec.workspace}:${mark}`;

/** @param {string} key */
function wasRead(key) {
  try {
    return Boolean(localStorage.getItem(key));
  } catch {
    return false;
  }
}

/** @param {string} key */
function read(key) {
  try {
    localStorage.setItem(key, "read");
  } catch {
    // It is shown again when the page opens.
  }
}

// Shown in the first form that gets it; at the form's end if something was just pressed there.
/** @param {HTMLElement} root @param {Spec} spec @param {KernelLink} kernel @param {JournalProblem[]} problems @param {boolean} first */
export function journalProblems(root, spec, kernel, problems, first) {
  const page = root.closest(".jp-Notebook") || document;
  for (const { mark, text, gone } of problems) {
    const key = remembered(spec, mark);
    if (wasRead(key) || page.querySelector(`.kit-problem[data-mark="${mark}"]`)) continue;
    if (gone) page.querySelectorAll(".kit-problem[data-gone]").forEach((earlier) => earlier.remove());
    const line = el("p", { role: "status", tabindex: "-1", text });
    const seen = button(spec.words["journal_problems.seen"], () => {
      read(key);
      box.remove();
    });
    const back = gone && button(spec.words["journal_problems.put_back"], () => kernel.ask({ type: "put_back" }, {
      reply: (reply) => {
        say(line, reply.ok ? spec.words["journal_problems.is_back"] : reply.sentence);
        line.focus();
        if (!reply.ok) return;
        if (back) back.remove();
        window.dispatchEvent(new CustomEvent("kit:put_back"));
        window.dispatchEvent(new CustomEvent("kit:saved"));
      },
    }), "main");
    const box = el("div", { class: "kit-problem", "data-mark": mark, "data-gone": gone }, line,
      el("div", { class: "kit-actions" }, back, seen));
    if (first) root.prepend(box);
    else root.append(box);
  }
}
