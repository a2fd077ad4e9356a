// Choosing one or several; an option's explanation appears once it is chosen, all of them once the answer is done.

import { author, el, fill, freshId, say } from "./dom.js";
import { frame } from "./frame.js";

/** @type {OneForm} */
export function choice(answer, spec) {
  const { item } = answer;
  const name = freshId("choice");
  const picked = () => (item.several ? answer.value || [] : answer.value ? [answer.value] : []);
  const rows = item.choices.map((option) => {
    const explainId = freshId("why");
    const input = el("input", {
      type: item.several ? "checkbox" : "radio", name, value: option.id,
      onchange: () => {
        if (!item.several) return answer.input(option.id);
        const chosen = new Set(picked());
        if (input.checked) chosen.add(option.id);
        else chosen.delete(option.id);
        return answer.input(item.choices.map((o) => o.id).filter((id) => chosen.has(id)));
      },
    });
    const mark = el("span", { class: "kit-mine", text: spec.words["choice.yours"] });
    const label = el("label", { class: "kit-row" }, input, el("span", {}, author(option.label)), mark);
    const why = option.explain ? el("div", { id: explainId, class: "kit-why" }, author(option.explain)) : null;
    return { option, input, label, why, mark, node: el("div", { class: "kit-option" }, label, el("div", { "aria-live": "polite" }, why)) };
  });
  const gone = el("p", {});
  /** @param {Value} value */
  const labels = (value) => item.choices.filter((o) => [value].flat().includes(o.id))
    .map((o) => author(o.label).textContent).join(" · ");
  return frame(answer, spec, {
    kind: "choice",
    live: true,
    personal: false,
    field: el("div", {}, gone, el("div", { class: "kit-rows" }, rows.map((row) => row.node))),
    describe: labels,
    onrender: () => {
      const chosen = new Set(picked());
      const lacks = answer.head?.gone ?? [];
      gone.hidden = !lacks.length;
      say(gone, lacks.length ? fill(spec.words["choice.gone"], { chosen: lacks.join(" · ") }) : "");
      for (const { option, input, label, why, mark } of rows) {
        input.checked = chosen.has(option.id);
        input.disabled = answer.phase === "opening";
        label.dataset.chosen = String(input.checked);
        mark.hidden = !(input.checked && answer.phase === "done");
        if (!why) continue;
        // A hidden description is still read aloud, so it is linked to its option only while it is shown.
        why.hidden = !(answer.phase === "done" || input.checked);
        if (why.hidden) input.removeAttribute("aria-describedby");
        else input.setAttribute("aria-describedby", why.id);
      }
    },
  });
}
