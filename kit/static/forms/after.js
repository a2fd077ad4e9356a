// Text to compare an answer with, hidden on the screen until the answer is done.

import { el } from "../dom.js";

const AWAY = "{ display: none !important; }";

/** Returns the page's style rule for one piece, whichever form of it is on the page. @param {string} one */
function ruleOf(one) {
  const known = document.querySelector(`style[data-kit-after="${one}"]`);
  if (known) return known;
  const made = el("style", { "data-kit-after": one });
  document.head.append(made);
  return made;
}

// On the course's own page, a piece is shown only after its form says so: look.css hides all of them.
function keepRestBack() {
  const shown = Array.from(document.querySelectorAll("style[data-kit-shows]"), (rule) => rule.getAttribute("data-kit-after"));
  const rest = shown.length ? `.kit-after:not(${shown.join(", ")})` : ".kit-after";
  const rule = document.getElementById("kit-after-rest") ?? el("style", { id: "kit-after-rest" });
  rule.textContent = `@media screen { .kit-shell .kit-course ${rest} > * ${AWAY} }`;
  if (!rule.isConnected) document.head.append(rule);
  document.documentElement.toggleAttribute("data-kit-after", true);
}

/** Hides the text until the answer is done. This is a style rule, not a change of the text, because the text may be
 * drawn before or after the form. On the course's page, where forms are redrawn when the course starts again, the rule
 * outlives them, so that nothing appears or jumps in between.
 * @param {Answer} answer @returns {{ render: () => void, end: () => void }} */
export function keptBack(answer) {
  const one = `.kit-after-${answer.item.id.replaceAll(".", "-")}`;
  const waits = `@media screen { ${one} > * ${AWAY} ${one}::before { content: ${JSON.stringify(answer.words["after.waits"])}; } }`;
  return {
    render: () => {
      const rule = ruleOf(one);
      const shows = answer.phase === "opening" ? rule.hasAttribute("data-kit-shows") : answer.heads.length > 0;
      rule.toggleAttribute("data-kit-shows", shows);
      const wanted = shows ? "" : waits;
      if (rule.textContent !== wanted) rule.textContent = wanted;
      keepRestBack();
    },
    end: () => {
      if (!document.documentElement.classList.contains("kit-shell")) ruleOf(one).remove();
    },
  };
}
