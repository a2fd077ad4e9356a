// Text to compare an answer with, hidden on the screen until the answer is done.

import { el } from "./dom.js";

const AWAY = "{ display: none !important; }";

/** @param {Item} item */
const piece = ({ id }) => `.kit-after-${id.replaceAll(".", "-")}`;

/** Returns whether the text has something to compare an answer with. @param {Item} item */
export const isCompared = (item) => document.querySelector(piece(item)) !== null;

/** Returns the page's style rule for one piece, whichever form of it is on the page. @param {string} one */
function ruleOf(one) {
  const known = document.querySelector(`style[data-kit-after="${one}"]`);
  if (known) return known;
  const made = el("style", { "data-kit-after": one });
  document.head.append(made);
  return made;
}

// On the course's own page, a piece is shown only after its form says so: first.css hides all of them.
function keepRestBack() {
  const shown = Array.from(document.querySelectorAll("style[data-kit-shows]"), (rule) => rule.getAttribute("data-kit-after"));
  const rest = shown.length ? `.kit-after:not(${shown.join(", ")})` : ".kit-after";
  const rule = document.getElementById("kit-after-rest") ?? el("style", { id: "kit-after-rest" });
  rule.textContent = `@media screen { .kit-shell .kit-course ${rest} > * ${AWAY} }`;
  if (!rule.isConnected) document.head.append(rule);
  document.documentElement.toggleAttribute("data-kit-after", true);
}

/** A learner who has seen it can't undo the answer; while an answer is being edited after undo, it is hidden. This
 * is a style rule, not a change of the text, because the text may be drawn before or after the form. On the
 * course's page, where forms are redrawn when a kernel restarts, the rule outlives them, so that nothing appears or
 * jumps in between.
 * @param {Answer} answer @returns {{ render: () => void, end: () => void }} */
export function keptBack(answer) {
  const one = piece(answer.item);
  const waits = `@media screen { ${one} > * ${AWAY} ${one}::before { content: ${JSON.stringify(answer.words["after.waits"])}; } }`;
  // Seeing the edge of a line doesn't count.
  const seen = new IntersectionObserver((parts) => parts.some((part) => part.isIntersecting) && answer.seal(), { rootMargin: "0px 0px -24px" });
  const find = () => document.querySelectorAll(`${one} > *`).forEach((part) => seen.observe(part));
  const drawn = new MutationObserver(find);
  /** @param {boolean} shows */
  const show = (shows) => {
    const rule = ruleOf(one);
    rule.toggleAttribute("data-kit-shows", shows);
    const wanted = shows ? "" : waits;
    if (rule.textContent !== wanted) rule.textContent = wanted;
    keepRestBack();
  };
  const stop = () => [seen, drawn].forEach((watch) => watch.disconnect());
  return {
    render: () => {
      const takenBack = answer.item.locked && answer.phase === "writing";
      show(answer.phase === "opening" ? ruleOf(one).hasAttribute("data-kit-shows") : answer.heads.length > 0 && !takenBack);
      if (!answer.fresh) return stop();
      find();
      return drawn.observe(document.body, { childList: true, subtree: true });
    },
    end: () => {
      // No form watches the list until the next one does, so it is hidden while the answer can still be undone.
      if (answer.fresh) show(false);
      stop();
      if (!document.documentElement.classList.contains("kit-shell")) ruleOf(one).remove();
    },
  };
}
