// What stands in the text to compare an answer with: kept back on the screen until the answer is done.

import { el } from "./dom.js";

/** A rule of style, not a change of the text: the text may be drawn before or after the form.
 * @param {Answer} answer @returns {{ render: () => void, end: () => void }} */
export function keptBack(answer) {
  const piece = `.kit-after-${answer.item.id.replaceAll(".", "-")}`;
  const rule = el("style", {});
  const waits = `@media screen { ${piece} > * { display: none !important; } ${piece}::before { content: ${JSON.stringify(answer.words["after.waits"])}; } }`;
  document.head.append(rule);
  return {
    render: () => {
      const wanted = answer.heads.length ? "" : waits;
      if (rule.textContent !== wanted) rule.textContent = wanted;
    },
    end: () => rule.remove(),
  };
}
