// Sorting cards: each card goes to a pile by tap, key or drag, and its reason appears at once.

import { author, button, courseLang, el, fill, fillWithCourse, freshId, say } from "./dom.js";
import { frame } from "./frame.js";

/** @type {OneForm} */
export function sort(answer, spec) {
  const { item, words } = answer;
  const { cards, bins } = item;
  const names = Object.fromEntries(bins.map((bin) => [bin.id, bin.label]));
  let at = 0;
  let dragged = "";
  let begun = false;
  const placed = () => answer.value || {};
  /** @param {string} id */
  const text = (id) => author(cards.find((card) => card.id === id)?.text);

  /** @param {string} card @param {string} bin */
  function place(card, bin) {
    at = cards.findIndex((one) => one.id === card);
    answer.input({ ...placed(), [card]: bin });
  }
  /** @param {HTMLElement} node @param {() => string} card */
  function draggable(node, card) {
    node.draggable = true;
    node.addEventListener("dragstart", (event) => {
      dragged = card();
      event.dataTransfer?.setData("text/plain", "");
      event.stopPropagation();
    });
  }
  /** @param {string} bin @param {HTMLElement} node */
  function droppable(bin, node) {
    node.addEventListener("dragover", (event) => dragged && event.preventDefault());
    node.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (dragged) place(dragged, bin);
      dragged = "";
    });
  }
  /** @param {string} id */
  function reason(id) {
    const card = cards.find((one) => one.id === id);
    if (!card) return [];
    const says = placed()[id] === card.bin ? words["sort.course_agrees"] : words["sort.course_says"];
    return [el("p", {}, el("strong", {}, fillWithCourse(says, { place: names[card.bin] }))), author(card.explain)];
  }

  const textId = freshId("card");
  const number = el("p", { class: "kit-small" });
  const face = el("p", { id: textId, class: "kit-sort-text" });
  const piles = bins.map((bin) => {
    const to = button(bin.label, () => place(cards[at].id, bin.id));
    to.replaceChildren(el("span", { lang: courseLang(), text: bin.label }));
    droppable(bin.id, to);
    const count = el("span", { class: "kit-small" });
    const list = el("ul", {});
    const node = el("section", { class: "kit-pile" }, el("h4", {}, el("span", { lang: courseLang(), text: bin.label }), " ", count), list);
    droppable(bin.id, node);
    return { bin, to, count, list, node };
  });
  const why = el("div", { class: "kit-why", role: "status" });
  const next = button(words["sort.next"], () => {
    const left = cards.findIndex((card, index) => index > at && !placed()[card.id]);
    at = left < 0 ? cards.findIndex((card) => !placed()[card.id]) : left;
    render();
    piles[0].to.focus();
  }, "main");
  const deck = el("div", { class: "kit-sort-card", onkeydown: (/** @type {KeyboardEvent} */ event) => {
    const pile = piles[Number(event.key) - 1];
    if (pile && !event.ctrlKey && !event.metaKey && !event.altKey) place(cards[at].id, pile.bin.id);
  } }, number, face,
    el("div", { class: "kit-sort-to", role: "group", "aria-labelledby": textId }, piles.map((pile) => pile.to)), why, next);
  draggable(face, () => cards[at].id);
  const count = el("p", { class: "kit-count" });
  // On paper there is no next card: all remaining ones are printed.
  const left = el("ul", { class: "kit-sort-left" });

  function render() {
    const value = placed();
    const done = answer.phase === "done";
    const card = cards[at];
    say(count, fill(words["sort.count"], { sorted: Object.keys(value).length, total: cards.length }));
    say(number, fill(words["sort.card"], { number: at + 1, total: cards.length }));
    deck.hidden = done;
    const open = cards.filter((one) => !value[one.id]);
    if (left.childElementCount !== open.length || left.dataset.first !== open[0]?.id) {
      left.replaceChildren(...open.map((one) => el("li", {}, author(one.text))));
      left.dataset.first = open[0]?.id ?? "";
    }
    if (face.dataset.card !== card.id) face.replaceChildren(author(card.text));
    face.dataset.card = card.id;
    const chosen = value[card.id] || "";
    const shown = `${card.id} ${chosen}`;
    if (why.dataset.shown !== shown) why.replaceChildren(...(chosen ? reason(card.id) : []));
    why.dataset.shown = shown;
    why.hidden = !chosen;
    next.hidden = !chosen || cards.every((one) => value[one.id]);
    for (const { bin, to, count: many, list, node } of piles) {
      to.disabled = answer.phase === "opening";
      to.setAttribute("aria-pressed", String(chosen === bin.id));
      const here = cards.filter((one) => value[one.id] === bin.id);
      node.hidden = !here.length && done;
      list.hidden = !here.length;
      say(many, String(here.length || ""));
      const drawn = `${done} ${here.map((one) => one.id).join(" ")}`;
      if (list.dataset.drawn === drawn) continue;
      list.dataset.drawn = drawn;
      list.replaceChildren(...here.map((one) => {
        const again = el("button", { type: "button", class: "kit-placed", onclick: () => {
          at = cards.indexOf(one);
          answer.again();
          piles[0].to.focus();
        } }, author(one.text));
        draggable(again, () => one.id);
        return el("li", {}, again, done ? el("div", { class: "kit-why" }, reason(one.id)) : null);
      }));
    }
  }
  const form = frame(answer, spec, {
    kind: "sort",
    live: true,
    reopens: true,
    personal: false,
    count,
    field: el("div", { class: "kit-sort" }, deck, left, el("div", { class: "kit-piles" }, piles.map((pile) => pile.node))),
    describe: (value) => cards.filter((card) => value[card.id])
      .map((card) => `${text(card.id).textContent} → ${names[value[card.id]]}`).join("\n"),
    refuse: (value) => {
      const open = cards.filter((card) => !value[card.id]);
      if (!open.length) return "";
      at = cards.indexOf(open[0]);
      piles[0].to.focus();
      return fill(words["sort.open"], { open: open.length, total: cards.length });
    },
    onrender: () => {
      // A reopened or unfinished answer continues at the first card without a place.
      const left = cards.findIndex((card) => !placed()[card.id]);
      if (answer.phase === "opening") at = 0;
      else if (answer.phase === "done") at = Math.max(0, left);
      else if (!begun) {
        begun = true;
        at = Math.max(0, left);
      }
      render();
    },
  });
  return form;
}
