// What stands in the text to compare an answer with: kept back on the screen until the answer is done.

import { el } from "./dom.js";

/** @param {Item} item */
const piece = ({ id }) => `.kit-after-${id.replaceAll(".", "-")}`;

/** Whether the text has something to compare an answer with. @param {Item} item */
export const isCompared = (item) => document.querySelector(piece(item)) !== null;

/** Whoever has seen it can't take the answer back; while an answer is taken back, it can't be seen.
 * The rule is one of style, not a change of the text: the text may be drawn before or after the form.
 * @param {Answer} answer @returns {{ render: () => void, end: () => void }} */
export function keptBack(answer) {
  const one = piece(answer.item);
  const rule = el("style", {});
  const waits = `@media screen { ${one} > * { display: none !important; } ${one}::before { content: ${JSON.stringify(answer.words["after.waits"])}; } }`;
  document.head.append(rule);
  // The edge of a line is not a line that was seen.
  const seen = new IntersectionObserver((parts) => parts.some((part) => part.isIntersecting) && answer.seal(), { rootMargin: "0px 0px -24px" });
  const find = () => document.querySelectorAll(`${one} > *`).forEach((part) => seen.observe(part));
  const drawn = new MutationObserver(find);
  const stop = () => [seen, drawn].forEach((watch) => watch.disconnect());
  return {
    render: () => {
      const takenBack = answer.item.locked && answer.phase === "writing";
      const wanted = answer.heads.length && !takenBack ? "" : waits;
      if (rule.textContent !== wanted) rule.textContent = wanted;
      if (!answer.undoable) return stop();
      find();
      return drawn.observe(document.body, { childList: true, subtree: true });
    },
    end: () => {
      stop();
      rule.remove();
    },
  };
}
