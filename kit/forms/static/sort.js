// Sorting cards: a list of places for each, by mouse or keyboard; the course's place and its reason after Done.

import { author, el, fill, freshId } from "./dom.js";
import { frame } from "./frame.js";

/** @type {OneForm} */
export function sort(answer, spec) {
  const { item, words } = answer;
  const names = Object.fromEntries(item.bins.map((bin) => [bin.id, bin.label]));
  const rows = item.cards.map((card, index) => {
    const id = freshId("card");
    const textId = freshId("text");
    const select = el("select", {
      id, class: "kit-select", "aria-labelledby": textId,
      onchange: () => {
        const value = { ...answer.value };
        if (select.value) value[card.id] = select.value;
        else delete value[card.id];
        answer.input(value);
      },
    }, el("option", { value: "", text: words["sort.choose_place"] }),
      item.bins.map((bin) => el("option", { value: bin.id, text: bin.label })));
    const why = el("div", { class: "kit-why" });
    const node = el("li", { class: "kit-card" },
      el("span", { class: "kit-number", "aria-hidden": "true", text: `${index + 1}` }),
      el("label", { id: textId, for: id }, author(card.text)), select, why);
    return { card, select, why, node };
  });
  const count = el("p", { class: "kit-count" });
  return frame(answer, spec, {
    live: true,
    personal: false,
    count,
    field: el("ol", { class: "kit-cards" }, rows.map((row) => row.node)),
    describe: (value) => item.cards.filter((c) => value[c.id])
      .map((c) => `${author(c.text).textContent} → ${names[value[c.id]]}`).join("\n"),
    onrender: () => {
      const value = answer.value || {};
      count.textContent = fill(words["sort.count"], { sorted: Object.keys(value).length, total: item.cards.length });
      for (const { card, select, why, node } of rows) {
        select.value = value[card.id] || "";
        select.disabled = answer.phase === "opening";
        const done = answer.phase === "done";
        node.dataset.placed = String(Boolean(value[card.id]));
        why.hidden = !done;
        if (!done) continue;
        const agrees = value[card.id] === card.bin;
        why.replaceChildren(
          el("p", {}, el("strong", { text: fill(agrees ? words["sort.course_agrees"] : words["sort.course_says"], { place: names[card.bin] }) })),
          author(card.explain));
      }
    },
  });
}
